using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Desks;
using Render.Local.Cli;
using Render.Local.Host.Inbox;
using Render.Local.Tests.Faults.Support;
using Render.Network.Jobs;
using Render.TestScenes;

namespace Render.Local.Tests.Faults;

public sealed class BadSceneTests : IAsyncLifetime
{
    private FaultNetwork _network = null!;

    public async Task InitializeAsync() => _network = await FaultNetwork.Start();

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task Upload_OfEveryBadScene_IsRefusedByNameAndTheServiceGoesOn()
    {
        var unexpected = new List<string>();
        foreach (var (name, scene) in BadScenes.All)
        {
            var problem = await Refusals.Of(_network.Store(scene.Content, scene.Name));
            if (problem is not { Code: "package-refused", Status: 422 }
                || !problem.Detail.StartsWith(scene.Code + ": ", StringComparison.Ordinal)
                || !problem.Detail.Contains(scene.Word, StringComparison.OrdinalIgnoreCase)
                || problem.Detail.Contains(_network.Folder, StringComparison.Ordinal))
                unexpected.Add($"{name}: {problem.Code} {problem.Detail} {problem.Fix}");
        }

        Assert.True(unexpected.Count == 0, string.Join(Environment.NewLine, unexpected));

        await _network.StillServes();
        Assert.Empty(await _network.Admin.Get<List<Render.Network.Messages.JobView>>("/v1/jobs"));
    }

    [Fact]
    public async Task SubmitCommand_OfEveryBadScene_SaysWhatIsWrongAndEndsAsRefused()
    {
        foreach (var (name, scene) in BadScenes.All)
        {
            var path = Path.Combine(_network.Folder, scene.Name);
            await File.WriteAllBytesAsync(path, scene.Content);
            var (code, output, error) = await _network.Run("submit", path);
            Assert.True(code == ExitCode.Refused && error.Contains(scene.Word, StringComparison.OrdinalIgnoreCase), $"{name}: {code} {error}");
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
            Assert.Empty(output);
        }

        await _network.StillServes();
    }

    [Fact]
    public async Task Inbox_OfBadScenes_HasAnErrorFileBesideEachAndTakesTheGoodOne()
    {
        var folder = Path.Combine(_network.Folder, "inbox");
        var inbox = new InboxWatcher(folder, _network.Get<ICreatorDesk>(), _network.Clock, NullLogger.Instance);
        Directory.CreateDirectory(inbox.Accepted);
        foreach (var scene in BadScenes.All.Values)
            await File.WriteAllBytesAsync(Path.Combine(folder, scene.Name), scene.Content);
        await File.WriteAllBytesAsync(Path.Combine(folder, "good.glb"), SampleScenes.Quad());
        await File.WriteAllTextAsync(Path.Combine(folder, "good.job.json"), """{ "size": "16x8", "samples": 1 }""");
        await File.WriteAllBytesAsync(Path.Combine(folder, "settings.glb"), SampleScenes.Quad());
        await File.WriteAllTextAsync(Path.Combine(folder, "settings.job.json"), """{ "size": "0x0", "samples": -1 }""");

        await inbox.Scan(CancellationToken.None);
        await inbox.Scan(CancellationToken.None);

        // A file without a byte is one that somebody has only begun to write.
        foreach (var scene in BadScenes.All.Values.Where(scene => scene.Content.Length > 0))
        {
            var error = await File.ReadAllTextAsync(Path.Combine(folder, Path.ChangeExtension(scene.Name, ".error.txt")));
            Assert.Contains(scene.Word, error, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Mend the scene", error, StringComparison.Ordinal);
        }

        var settings = await File.ReadAllTextAsync(Path.Combine(folder, "settings.error.txt"));
        Assert.Contains("size:", settings, StringComparison.Ordinal);
        Assert.Contains("samples:", settings, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(inbox.Accepted, "good.glb")));
        Assert.False(File.Exists(Path.Combine(folder, "good.error.txt")));
        Assert.Single(await _network.Admin.Get<List<Render.Network.Messages.JobView>>("/v1/jobs"));
        await _network.StillServes();
    }

    [Fact]
    public async Task AcceptedJob_WhileBadScenesArrive_StillSettles()
    {
        var node = await _network.Join("op-a");
        var job = await _network.Submit();
        foreach (var scene in BadScenes.All.Values)
            Assert.NotNull(await Refusals.Find(_network.Store(scene.Content, scene.Name)));
        Assert.Equal(JobState.Settled, (await _network.Settle(job, node)).State);
    }
}
