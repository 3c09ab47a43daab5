using Render.Storage.Emulator;

namespace Render.TestStorage;

/// <summary>One Azurite for all tests of a class or collection; each test takes names of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("render-azurite-").FullName;

    public Azurite Azurite { get; private set; } = null!;

    /// <summary>A name that no other test has, fit for a container, queue or table.</summary>
    public static string UniqueName(string stem) => $"{stem}{Guid.NewGuid():N}";

    public async Task InitializeAsync() => Azurite = await Azurite.Start(_folder);

    public async Task DisposeAsync()
    {
        // Where it could not start, that is what the tests say.
        if (Azurite is not null)
            await Azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
