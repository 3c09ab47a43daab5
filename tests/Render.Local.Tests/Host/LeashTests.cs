using Render.Local.Cli;
using Render.Local.Host;

namespace Render.Local.Tests.Host;

public sealed class LeashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Child_WhoseLeashIsLetGo_StopsInOrder()
    {
        var home = new HomeFolder(_folder["home"]);
        await using var child = ChildProcess.Start("up", ["up", "--port", "0", Leash.Option], home.Path, _folder["log"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(home.CoordinatorFile))
            await Task.Delay(20, patience.Token);

        await child.Stop(TimeSpan.FromSeconds(30));

        Assert.Equal(ExitCode.Success, child.ExitCode);
        Assert.Contains("its parent is gone", child.Tail());
        Assert.False(File.Exists(home.CoordinatorFile));
    }

    [Fact]
    public async Task Child_OfABadCommand_TellsItsExitCodeAndWords()
    {
        await using var child = ChildProcess.Start("bad", ["up", "--port", "x"], _folder["home"], _folder["log"]);

        await child.Exited();
        await child.Stop(TimeSpan.Zero);

        Assert.Equal(ExitCode.Usage, child.ExitCode);
        Assert.Contains("no number of a port", child.Tail());
    }
}
