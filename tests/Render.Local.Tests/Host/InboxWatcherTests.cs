using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Results;
using Render.Local.Host.Inbox;
using Render.Network.Messages;

namespace Render.Local.Tests.Host;

public sealed class InboxWatcherTests : IDisposable
{
    private readonly TemporaryFolder _inbox = new();
    private readonly StubDesk _desk = new();
    private readonly InboxWatcher _watcher;

    public InboxWatcherTests()
    {
        _watcher = Watcher();
        Directory.CreateDirectory(_watcher.Accepted);
    }

    public void Dispose() => _inbox.Dispose();

    [Fact]
    public async Task Scene_StillBeingWritten_IsLeftAlone()
    {
        await Drop("a.glb", "half");
        await Scan();
        await Drop("a.glb", "half and half");
        await Scan();

        Assert.Empty(_desk.Submitted);
    }

    [Fact]
    public async Task Scene_ThatStaysTheSame_BecomesAJobAndMoves()
    {
        await Drop("a.glb", "scene");

        await Scan(2);

        var job = Assert.Single(_desk.Submitted);
        Assert.True(job.AutoAccept);
        Assert.Equal("0-24", job.Spec.GetProperty("frames").GetString());
        Assert.False(File.Exists(_inbox["a.glb"]));
        Assert.Equal("scene", await File.ReadAllTextAsync(Path.Combine(_watcher.Accepted, "a.glb")));
    }

    [Theory]
    [InlineData("a.job.json")]
    [InlineData("a.glb.job.json")]
    public async Task Settings_BesideAScene_ReachTheSpec(string sidecar)
    {
        await Drop(sidecar, """{ "samples": 3, "frames": "2-4", "tier": "trusted" }""");
        await Drop("a.glb", "scene");

        await Scan(2);

        var spec = Assert.Single(_desk.Submitted).Spec;
        Assert.Equal(3, spec.GetProperty("samples").GetInt32());
        Assert.Equal("2-4", spec.GetProperty("frames").GetString());
        Assert.True(File.Exists(Path.Combine(_watcher.Accepted, sidecar)));
    }

    [Fact]
    public async Task Scene_TakenAgainAfterACrash_KeepsItsKey()
    {
        await Drop("a.glb", "scene");
        await Scan(2);
        // A crash before the move leaves the scene where it was.
        File.Move(Path.Combine(_watcher.Accepted, "a.glb"), _inbox["a.glb"]);
        var restarted = Watcher();

        await restarted.Scan(CancellationToken.None);
        await restarted.Scan(CancellationToken.None);

        Assert.Equal(2, _desk.Submitted.Count);
        Assert.Single(_desk.Submitted.Select(s => s.IdempotencyKey).Distinct());
        Assert.InRange(_desk.Submitted[0].IdempotencyKey.Length, 1, 64);
    }

    [Fact]
    public async Task Scene_OfAnotherNameOrOtherSettings_HasAnotherKey()
    {
        await Drop("a.glb", "scene");
        await Scan(2);
        await Drop("b.glb", "scene");
        await Scan(2);
        await Drop("a.job.json", """{ "samples": 3 }""");
        await Drop("a.glb", "scene");
        await Scan(2);

        Assert.Equal(3, _desk.Submitted.Select(s => s.IdempotencyKey).Distinct().Count());
        Assert.Equal(4, Directory.GetFiles(_watcher.Accepted).Length);
    }

    [Fact]
    public async Task BadScene_GetsAReadableFileBesideIt_Once()
    {
        _desk.RefusePackage = new Refusal(RefusalKind.Invalid, "package-refused", "Accessor 3 reaches past its buffer.", "Export the scene again.");
        await Drop("a.glb", "bad");

        await Scan(5);

        var error = await File.ReadAllTextAsync(_inbox["a.error.txt"]);
        Assert.Contains("Accessor 3 reaches past its buffer.", error);
        Assert.Contains("Export the scene again.", error);
        Assert.Single(_desk.Stored);
        Assert.True(File.Exists(_inbox["a.glb"]));
    }

    [Fact]
    public async Task BadScene_OnceMended_IsTakenAndItsErrorGoes()
    {
        _desk.RefusePackage = new Refusal(RefusalKind.Invalid, "package-refused", "bad");
        await Drop("a.glb", "bad");
        await Scan(2);
        _desk.RefusePackage = null;
        await Drop("a.glb", "good");
        File.SetLastWriteTimeUtc(_inbox["a.glb"], File.GetLastWriteTimeUtc(_inbox["a.error.txt"]).AddSeconds(1));

        await Scan(2);

        Assert.Single(_desk.Submitted);
        Assert.False(File.Exists(_inbox["a.error.txt"]));
    }

    [Theory]
    [InlineData("{ \"samples\": ")]
    [InlineData("[1, 2]")]
    public async Task Settings_ThatAreNoObject_AreNamed(string settings)
    {
        await Drop("a.job.json", settings);
        await Drop("a.glb", "scene");

        await Scan(2);

        Assert.Contains("a.job.json", await File.ReadAllTextAsync(_inbox["a.error.txt"]));
        Assert.Empty(_desk.Submitted);
    }

    [Fact]
    public async Task WrongFields_AreNamedOneByOne()
    {
        _desk.RefuseJob = new Refusal(RefusalKind.Invalid, "spec-invalid", "The spec has wrong fields.", null, [new FieldError("samples", "low", "1 or more."), new FieldError("size", "zero", "No pixels.")]);
        await Drop("a.glb", "scene");

        await Scan(2);

        var error = await File.ReadAllTextAsync(_inbox["a.error.txt"]);
        Assert.Contains("samples: 1 or more.", error);
        Assert.Contains("size: No pixels.", error);
    }

    [Fact]
    public async Task NetworkThatCannotNow_IsAskedAgain_WithoutAnError()
    {
        _desk.RefuseJob = new Refusal(RefusalKind.Unavailable, "busy", "Later.");
        await Drop("a.glb", "scene");
        await Scan(2);
        _desk.RefuseJob = null;

        await Scan();

        Assert.Equal(2, _desk.Submitted.Count);
        Assert.False(File.Exists(_inbox["a.error.txt"]));
    }

    [Theory]
    [InlineData(".a.glb")]
    [InlineData("a.glb.part")]
    [InlineData("notes.txt")]
    public async Task OtherFiles_AreNotScenes(string name)
    {
        await Drop(name, "x");

        await Scan(3);

        Assert.Empty(_desk.Stored);
    }

    private InboxWatcher Watcher() => new(_inbox.Path, _desk, TimeProvider.System, NullLogger.Instance);

    private Task Drop(string name, string content) => File.WriteAllTextAsync(_inbox[name], content);

    private async Task Scan(int times = 1)
    {
        for (var i = 0; i < times; i++)
            await _watcher.Scan(CancellationToken.None);
    }
}
