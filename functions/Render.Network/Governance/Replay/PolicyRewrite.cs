using Render.Network.Economics.Payloads;
using Render.Network.Proof;

namespace Render.Network.Governance.Replay;

/// <summary>The policies of a ledger, each beside itself under a proposal's changes.</summary>
internal sealed class PolicyRewrite(PolicyDiff diff)
{
    private readonly Dictionary<Digest, (Policy Before, Policy After)> _pairs = [];

    /// <summary>The policy that an entry puts in force, changed; errors where the changes are not allowed there.</summary>
    public IReadOnlyList<PolicyError> Learn(LedgerPayload payload)
    {
        var policy = payload switch
        {
            Genesis genesis => genesis.Policy,
            PolicyChanged change => change.Policy,
            _ => null,
        };
        if (policy is null || policy.Digest() is var digest && _pairs.ContainsKey(digest)) return [];
        var (changed, errors) = diff.Apply(policy);
        if (changed is not null) _pairs.Add(digest, (policy, changed));
        return errors;
    }

    /// <summary>A policy that was in force, and what it would have been.</summary>
    /// <exception cref="KeyNotFoundException">No such policy was in force.</exception>
    public (Policy Before, Policy After) Of(Digest before) => _pairs[before];
}
