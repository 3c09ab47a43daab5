using System.Security.Cryptography;
using Render.Storage.Emulator;
using Render.TestStorage;
using Render.Worker.Client;

namespace Render.Functions.Tests.Host;

/// <summary>The app, as a process under the test host, on an Azurite of its own.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    /// <summary>The tests' admin token.</summary>
    public const string Token = "0123456789abcdef0123456789abcdef";

    private readonly AzuriteFixture _azurite = new();

    /// <summary>The emulator.</summary>
    public Azurite Azurite => _azurite.Azurite;

    internal FunctionsHost Host { get; private set; } = null!;

    /// <summary>The creator's side.</summary>
    public AdminClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        Host = await FunctionsHost.Start(Azurite.ConnectionString, Settings());
        Client = new AdminClient(new HttpClient { BaseAddress = Host.Url, Timeout = TimeSpan.FromMinutes(2) }, Token);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>Settings of a network for tests.</summary>
    internal static Dictionary<string, string> Settings() => new()
    {
        ["Render__Network"] = "render-test",
        ["Render__AdminToken"] = Token,
        ["Render__BeaconKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Render__Faucet"] = "true",
        ["Render__LeaseSeconds"] = "10",
        ["Render__SeatSeconds"] = "15",
    };
}
