using Render.Local.Cli;
using Render.Local.Host;

namespace Render.Local.Tests.Host;

public sealed class StorageMarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StorageMarkTests()
    {
        Home = new HomeFolder(_folder.Path);
        Directory.CreateDirectory(Home.CoordinatorData);
    }

    private HomeFolder Home { get; }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StorageKind.Files, StorageKind.Azurite)]
    [InlineData(StorageKind.Azurite, StorageKind.Files)]
    public void Demand_AnotherStorageThanBefore_IsRefusedAndSaysWhichItWas(StorageKind first, StorageKind then)
    {
        StorageMark.Demand(Home, first);
        StorageMark.Demand(Home, first);

        var refused = Assert.Throws<CommandFailedException>(() => StorageMark.Demand(Home, then));

        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains($"Start it with --storage {(first == StorageKind.Files ? "files" : "azurite")}", refused.Message);
    }

    [Fact]
    public void Demand_NetworkFromBeforeThereWasAChoice_IsOneOfFiles()
    {
        File.WriteAllText(Home.Database, "");

        Assert.Throws<CommandFailedException>(() => StorageMark.Demand(Home, StorageKind.Azurite));
        StorageMark.Demand(Home, StorageKind.Files);
    }
}
