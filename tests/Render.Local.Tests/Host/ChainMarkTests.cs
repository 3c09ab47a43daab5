using Render.Local.Cli;
using Render.Local.Host.Chain;

namespace Render.Local.Tests.Host;

public sealed class ChainMarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ChainMarkTests()
    {
        Home = new HomeFolder(_folder.Path);
        Directory.CreateDirectory(Home.CoordinatorData);
    }

    private HomeFolder Home { get; }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, "Start it with --chain")]
    [InlineData(false, "Start it without --chain")]
    public void Demand_OtherwiseThanTheBookBegan_IsRefusedAndSaysHow(bool first, string fix)
    {
        ChainMark.Demand(Home, first);
        File.WriteAllText(Home.Database, "");
        ChainMark.Demand(Home, first);

        var refused = Assert.Throws<CommandFailedException>(() => ChainMark.Demand(Home, !first));

        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains(fix, refused.Message);
    }

    [Fact]
    public void Demand_BeforeThereIsABook_MayBeChangedFreely()
    {
        ChainMark.Demand(Home, asked: true);
        ChainMark.Demand(Home, asked: false);
        File.WriteAllText(Home.Database, "");

        ChainMark.Demand(Home, asked: false);
    }

    [Fact]
    public void Running_NoChain_SaysHowToStartOne() =>
        Assert.Contains("render chain up", Assert.Throws<CommandFailedException>(() => ChainMark.Running(Home)).Message);

    [Fact]
    public void Adapter_NotBuilt_SaysWhoBuildsIt() => Assert.Contains("./render", Assert.Throws<CommandFailedException>(() => ChainTools.Adapter()).Message);
}
