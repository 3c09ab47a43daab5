using System.Security.Cryptography;
using System.Text.Json;
using Render.Lifecycle.Chain;
using Render.Local.Cli;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Local.Host.Chain;

/// <summary>A network's local chain, as <see cref="HomeFolder.ChainFile"/> tells it.</summary>
/// <param name="Port">Where it listens on loopback.</param>
/// <param name="ProcessId">The system's number of anvil; null: it is somebody's child and ends with them.</param>
/// <param name="Contracts">What the network settles by.</param>
/// <param name="Addresses">All contracts, by name.</param>
internal sealed record LocalChain(int Port, int? ProcessId, ChainContracts Contracts, IReadOnlyDictionary<string, string> Addresses)
{
    /// <summary>Its node.</summary>
    public Uri Node => Anvil.Node(Port);

    /// <summary>The chain of a home; null where it has none.</summary>
    public static LocalChain? Read(HomeFolder home) =>
        File.Exists(home.ChainFile) ? JsonSerializer.Deserialize<LocalChain>(File.ReadAllText(home.ChainFile), JsonSerializerOptions.Web) : null;

    /// <summary>Starts the home's chain to stay, and deploys where nothing is deployed yet; one that runs is left as it is.</summary>
    /// <exception cref="CommandFailedException">It does not start, or the contracts cannot be deployed.</exception>
    public static async Task<LocalChain> Up(HomeFolder home, int port, Policy policy, TimeProvider time, CancellationToken cancellation)
    {
        if (Read(home) is { } known && await ChainRpc.HasCode(known.Node, known.Contracts.Token, cancellation))
            return known;
        home.Create();
        return await Deploy(home, port, await Anvil.StartFree(home.ChainData, port, time, cancellation), policy, cancellation);
    }

    /// <summary>Makes known what was started, with its contracts deployed: those of before where the chain has kept them.</summary>
    public static async Task<LocalChain> Deploy(HomeFolder home, int port, int? process, Policy policy, CancellationToken cancellation)
    {
        var node = Anvil.Node(port);
        Directory.CreateDirectory(home.CoordinatorData);
        var network = Digest.OfText(CoordinatorIdentity.ReadOrCreate(home.CoordinatorData).NetworkName);
        var (contracts, addresses) = Read(home) is { } before && await ChainRpc.HasCode(node, before.Contracts.Token, cancellation)
            ? new Deployed(before.Contracts, before.Addresses)
            : await Deployment.Run(node, home.ChainData, policy, network, cancellation);
        var chain = new LocalChain(port, process, contracts, addresses);
        SecretFile.Write(home.ChainFile, JsonSerializer.SerializeToUtf8Bytes(chain, JsonSerializerOptions.Web));
        return chain;
    }

    /// <summary>Stops the home's chain, which writes its state.</summary>
    /// <returns>Whether one ran.</returns>
    public static async Task<bool> Down(HomeFolder home, TimeProvider time, CancellationToken cancellation)
    {
        if (Read(home) is not { ProcessId: { } process } chain || await ChainRpc.ChainId(chain.Node, cancellation) != chain.Contracts.ChainId)
            return false;
        using var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kill {process}")]);
        await kill.WaitForExitAsync(cancellation);
        while (await ChainRpc.ChainId(chain.Node, cancellation) is not null)
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation);
        return true;
    }

    /// <summary>How a coordinator of this machine settles on it: blocks are final at once, and the clock is moved where something would have to be waited for.</summary>
    public ChainSettings Settings(HomeFolder home) => new(Node, Contracts, new ChainKeys(DevelopmentAccounts.SettlerKey, DevelopmentAccounts.FaucetKey, Seed(home)))
    {
        Confirmations = 1,
        Poll = TimeSpan.FromMilliseconds(20),
        LockFor = TimeSpan.FromDays(365) - TimeSpan.FromHours(1),
        SettleEvery = TimeSpan.Zero,
        AdvancesTime = true,
    };

    /// <summary>What the wallets' keys are derived from; made at the first start.</summary>
    private static byte[] Seed(HomeFolder home)
    {
        var file = Path.Combine(home.ChainData, "wallets.seed");
        if (!File.Exists(file))
            SecretFile.Write(file, RandomNumberGenerator.GetBytes(32));
        return File.ReadAllBytes(file);
    }
}
