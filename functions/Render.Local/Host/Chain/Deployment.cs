using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Render.Lifecycle.Chain;
using Render.Local.Cli;
using Render.Network.Economics;
using Render.Network.Governance;

namespace Render.Local.Host.Chain;

/// <summary>Deploys the contracts on a local chain by <c>contracts/script/Deploy.s.sol</c>, with the policy that the network's book begins with.</summary>
internal static class Deployment
{
    /// <summary>A dispute window on a local chain: the shortest that the escrow allows. Its clock is moved over it.</summary>
    private const int WindowSeconds = 3_600;

    private const int UnbondingSeconds = 14 * 86_400;

    private static readonly Tokens Grant = Tokens.FromWhole(1_000_000_000);

    /// <summary>What a node locks when it joins.</summary>
    private static readonly Tokens ArbiterStake = Tokens.FromWhole(1_000);

    /// <summary>Deploys.</summary>
    /// <param name="node">The chain's node.</param>
    /// <param name="folder">Takes forge's records.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public static async Task<ChainContracts> Run(Uri node, string folder, Policy policy, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(ChainTools.Tool("forge")) { WorkingDirectory = ChainTools.Contracts, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in new[]
        {
            "script", "script/Deploy.s.sol", "--rpc-url", node.ToString(), "--broadcast", "--slow", "--json", "--mnemonics", DevelopmentAccounts.Mnemonic, "--sender", DevelopmentAccounts.Owner,
        })
            start.ArgumentList.Add(word);
        foreach (var (name, value) in Settings(policy))
            start.Environment["RENDER_" + name] = value;
        start.Environment["FOUNDRY_BROADCAST"] = Path.Combine(folder, "broadcast");
        using var forge = Process.Start(start)!;
        var (output, errors) = (forge.StandardOutput.ReadToEndAsync(cancellation), forge.StandardError.ReadToEndAsync(cancellation));
        await forge.WaitForExitAsync(cancellation);
        if (forge.ExitCode != 0)
            throw new CommandFailedException(ExitCode.Failure, $"The contracts could not be deployed: {(await errors).Trim()}");
        return Read(await output);
    }

    private static IEnumerable<(string Name, string Value)> Settings(Policy policy)
    {
        var emission = policy.Emission;
        var lost = policy.Prices.Floor.MultiplyDivide((UInt128)(policy.Split.BurnBp + policy.Split.TreasuryBp), 10_000);
        return
        [
            ("OWNER", DevelopmentAccounts.Owner), ("SETTLER", DevelopmentAccounts.Settler), ("GUARDIAN", DevelopmentAccounts.Guardian),
            ("TREASURY", DevelopmentAccounts.Treasury), ("FAUCET", DevelopmentAccounts.Faucet), ("GRANT", Grant.ToString()),
            ("BURN_BP", Text(policy.Split.BurnBp)), ("TREASURY_BP", Text(policy.Split.TreasuryBp)), ("WINDOW", Text(WindowSeconds)),
            ("EPOCH_SECONDS", Text(emission.EpochSeconds)),
            ("PERIODS", string.Join(',', emission.Schedule.Periods.Select(period => Text(period.Epochs)))),
            ("PER_EPOCH", string.Join(',', emission.Schedule.Periods.Select(period => period.PerEpoch))),
            ("EPOCHS_PER_YEAR", Text(emission.Schedule.EpochsPerYear)), ("DAMPING_PPM", Text(emission.Schedule.DampingPpm)),
            ("CAP_PER_WORK_UNIT", emission.CapPerWorkUnit.ToString()), ("LOST_PER_WORK_UNIT", lost.ToString()), ("AVAILABILITY_BP", Text(emission.AvailabilityBp)),
            ("RECYCLED_FROM_EPOCH", Text(emission.RecycledFromEpoch)), ("RECYCLED_PER_EPOCH", emission.RecycledPerEpoch.ToString()),
            ("ARBITER_STAKE", ArbiterStake.ToString()), ("UNBONDING", Text(UnbondingSeconds)),
        ];
    }

    /// <summary>What the script returned, in the first of forge's lines.</summary>
    private static ChainContracts Read(string output)
    {
        using var first = JsonDocument.Parse(output.Split('\n').First(line => line.StartsWith('{')));
        var returned = first.RootElement.GetProperty("returns");
        string Address(string name) => returned.GetProperty(name).GetProperty("value").GetString()!;
        return new ChainContracts(Anvil.ChainId, Address("token"), Address("escrow"), Address("pool"), Address("burnMint"), Address("registry"));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
