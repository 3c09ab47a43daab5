using System.Collections.Immutable;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>The values that a quote depends on besides the job and the asks.</summary>
public sealed record QuotePolicy
{
    /// <summary>The network's values before anybody votes.</summary>
    public static QuotePolicy Default { get; } = new();

    /// <summary>What counted events cost the reference machine.</summary>
    public WorkCoefficients Coefficients { get; init; } = WorkCoefficients.Reference;

    /// <summary>How much a pilot may trace.</summary>
    public PilotBudget Budget { get; init; } = PilotBudget.Default;

    /// <summary>Floor and ceiling of an ask: 0.001 to 10 tokens a work unit.</summary>
    public PriceBounds Bounds { get; init; } = new(Tokens.FromDecimal(0.001m), Tokens.FromWhole(10));

    /// <summary>Least distance of the cap from P50, in millionths of P50: 50,000.</summary>
    public int MarginPpm { get; init; } = 50_000;

    /// <summary>Every tier's terms.</summary>
    public ImmutableArray<TierTerms> Tiers { get; init; } = [.. Enum.GetValues<Tier>().Select(TierTerms.Default)];

    /// <summary>A tier's terms.</summary>
    /// <exception cref="InvalidOperationException">The policy has none for it.</exception>
    public TierTerms Terms(Tier tier) => Tiers.First(terms => terms.Tier == tier);
}
