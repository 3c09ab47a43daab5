using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Lifecycle;

/// <summary>The policies that were ever in force, as the ledger has them. A job keeps the one it was funded under.</summary>
internal sealed class PolicyBook(ILedger ledger, LifecycleOptions options)
{
    private readonly Dictionary<Digest, Policy> policies = [];
    private Policy? current;

    /// <summary>The policy in force.</summary>
    /// <exception cref="InvalidOperationException">The ledger was not opened yet.</exception>
    public Policy Current => current ?? throw new InvalidOperationException("The ledger is not open yet.");

    /// <summary>Digest of the policy in force.</summary>
    public Digest CurrentDigest { get; private set; }

    /// <summary>The policy a job runs under: the one it was funded under, or the one in force before.</summary>
    public Policy Of(JobRecord job) => job.Policy is { } digest ? policies[digest] : Current;

    /// <summary>Opens the ledger: writes its first entry where it is empty, and takes the policy from it.</summary>
    /// <exception cref="InvalidDataException">The ledger is another network's.</exception>
    public async Task Open(CancellationToken cancellationToken)
    {
        var first = await ledger.Find("genesis", cancellationToken)
            ?? await ledger.Append(Genesis.Of(options.NetworkName, options.Policy).ToDraft(), cancellationToken);
        var genesis = PayloadJson.Read<Genesis>(first);
        if (genesis.Network != options.NetworkId)
            throw new InvalidDataException($"The ledger is that of network '{genesis.Name}', not of '{options.NetworkName}'.");
        current = genesis.Policy;
        CurrentDigest = genesis.Policy.Digest();
        policies[CurrentDigest] = genesis.Policy;
    }
}
