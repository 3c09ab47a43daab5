using System.Globalization;

namespace Render.Network.Scheduling;

/// <summary>How well a node suits a job, with all that it came from: it can be stored with a lease, explained, and computed again.</summary>
/// <param name="Inputs">What was known.</param>
/// <param name="Weights">What counted how much.</param>
/// <param name="Parts">Each merit by itself.</param>
/// <param name="TotalPpm">⌊Σ weight · part / Σ weight⌋, millionths.</param>
public sealed record Score(ScoreInputs Inputs, ScoreWeights Weights, ScoreParts Parts, int TotalPpm)
{
    /// <summary>The score of these inputs.</summary>
    /// <exception cref="ArgumentException">The weights sum to nothing.</exception>
    public static Score Of(ScoreInputs inputs, ScoreWeights weights)
    {
        if (weights.Sum <= 0)
            throw new ArgumentException("Weights must sum to more than 0.", nameof(weights));
        var parts = ScoreParts.Of(inputs);
        var sum = ((long)weights.Speed * parts.Speed) + ((long)weights.Load * parts.Load) + ((long)weights.Bytes * parts.Bytes)
            + ((long)weights.Distance * parts.Distance) + ((long)weights.Reputation * parts.Reputation) + ((long)weights.Price * parts.Price);
        return new Score(inputs, weights, parts, (int)(sum / weights.Sum));
    }

    /// <summary>Whether inputs and weights give these parts and this total: false for a record that was tampered with.</summary>
    public bool IsSound => Weights.Sum > 0 && Of(Inputs, Weights) == this;

    /// <summary>The sum in words: each merit and its weight.</summary>
    public string Explain() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TotalPpm / 1e6:0.000} = (speed {Parts.Speed / 1e6:0.000}×{Weights.Speed} + load {Parts.Load / 1e6:0.000}×{Weights.Load} + bytes {Parts.Bytes / 1e6:0.000}×{Weights.Bytes} + distance {Parts.Distance / 1e6:0.000}×{Weights.Distance} + reputation {Parts.Reputation / 1e6:0.000}×{Weights.Reputation} + price {Parts.Price / 1e6:0.000}×{Weights.Price}) / {Weights.Sum}");
}
