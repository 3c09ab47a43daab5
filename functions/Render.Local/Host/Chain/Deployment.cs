using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Render.Lifecycle.Chain;
using Render.Local.Cli;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Local.Host.Chain;

/// <summary>Deploys the contracts on a local chain by <c>contracts/script/Deploy.s.sol</c>, with the policy that the network's book begins with.</summary>
internal static class Deployment
{
    /// <summary>A dispute window on a local chain: the shortest that the escrow allows. Its clock is moved over it.</summary>
    private const int WindowSeconds = 3_600;

    /// <summary>What the script returns, and what that is.</summary>
    private static readonly (string Returned, string Contract)[] Returns =
    [
        ("token", "RenderToken"), ("escrow", "JobEscrow"), ("pool", "OperatorPool"), ("burnMint", "BurnMint"), ("registry", "NodeRegistry"), ("proof", "ProofOfRender"),
        ("rules", "Policy"), ("governor", "PolicyGovernor"), ("emergency", "EmergencyGovernor"),
    ];

    private static readonly Tokens Grant = Tokens.FromWhole(1_000_000_000);

    /// <summary>Deploys.</summary>
    /// <param name="node">The chain's node.</param>
    /// <param name="folder">Takes forge's records.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="network">The network of receipts.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public static async Task<Deployed> Run(Uri node, string folder, Policy policy, Digest network, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(ChainTools.Tool("forge")) { WorkingDirectory = ChainTools.Contracts, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in new[]
        {
            "script", "script/Deploy.s.sol", "--rpc-url", node.ToString(), "--broadcast", "--slow", "--json", "--mnemonics", DevelopmentAccounts.Mnemonic, "--sender", DevelopmentAccounts.Deployer,
        })
            start.ArgumentList.Add(word);
        foreach (var (name, value) in Settings(policy, network))
            start.Environment["RENDER_" + name] = value;
        start.Environment["FOUNDRY_BROADCAST"] = Path.Combine(folder, "broadcast");
        using var forge = Process.Start(start)!;
        var (output, errors) = (forge.StandardOutput.ReadToEndAsync(cancellation), forge.StandardError.ReadToEndAsync(cancellation));
        await forge.WaitForExitAsync(cancellation);
        if (forge.ExitCode != 0)
            throw new CommandFailedException(ExitCode.Failure, $"The contracts could not be deployed: {(await errors).Trim()}");
        return Read(await output);
    }

    private static IEnumerable<(string Name, string Value)> Settings(Policy policy, Digest network)
    {
        var emission = policy.Emission;
        var lost = policy.Prices.Floor.MultiplyDivide((UInt128)(policy.Split.BurnBp + policy.Split.TreasuryBp), 10_000);
        var changes = Governed(policy).ToList();
        return
        [
            ("DEPLOYER", DevelopmentAccounts.Deployer), ("SETTLER", DevelopmentAccounts.Settler), ("GUARDIAN", DevelopmentAccounts.Guardian), ("TREASURY", DevelopmentAccounts.Treasury),
            ("REFERENCE", DevelopmentAccounts.Reference), ("FAUCET", DevelopmentAccounts.Faucet), ("GRANT", Grant.ToString()), ("NETWORK", $"0x{network}"),
            ("POLICY_PATHS", string.Join(',', changes.Select(change => change.Path))), ("POLICY_VALUES", string.Join(',', changes.Select(change => change.Value))),
            ("EPOCH_SECONDS", Text(emission.EpochSeconds)),
            ("PERIODS", string.Join(',', emission.Schedule.Periods.Select(period => Text(period.Epochs)))),
            ("PER_EPOCH", string.Join(',', emission.Schedule.Periods.Select(period => period.PerEpoch))),
            ("EPOCHS_PER_YEAR", Text(emission.Schedule.EpochsPerYear)), ("DAMPING_PPM", Text(emission.Schedule.DampingPpm)), ("LOST_PER_WORK_UNIT", lost.ToString()),
        ];
    }

    /// <summary>What the policy's contract must begin with beside its defaults: its numbers that differ. Schedule and epochs are not among what it governs, and places are no numbers.</summary>
    private static IEnumerable<(string Path, string Value)> Governed(Policy policy)
    {
        yield return ("chain.windowSeconds", Text(WindowSeconds));
        foreach (var (path, json) in PolicyDiff.Between(Policy.Default, policy).Changes)
            if (!path.StartsWith("emission.schedule", StringComparison.Ordinal) && path != "emission.epochSeconds" && json.Trim('"') is var value && UInt128.TryParse(value, CultureInfo.InvariantCulture, out _))
                yield return (path, value);
    }

    /// <summary>What the script returned, in the first of forge's lines.</summary>
    private static Deployed Read(string output)
    {
        using var first = JsonDocument.Parse(output.Split('\n').First(line => line.StartsWith('{')));
        var returned = first.RootElement.GetProperty("returns");
        var at = Returns.ToDictionary(line => line.Contract, line => returned.GetProperty(line.Returned).GetProperty("value").GetString()!);
        return new Deployed(new ChainContracts(Anvil.ChainId, at["RenderToken"], at["JobEscrow"], at["OperatorPool"], at["BurnMint"]), at);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What was deployed.</summary>
/// <param name="Contracts">What a network settles by.</param>
/// <param name="Addresses">All contracts, by name.</param>
internal sealed record Deployed(ChainContracts Contracts, IReadOnlyDictionary<string, string> Addresses);
