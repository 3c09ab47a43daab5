namespace Render.Lifecycle.Chain;

/// <summary>Book and chain do not say the same, or do not belong together. Nothing goes on until somebody has looked.</summary>
/// <param name="what">What differs, with both sides.</param>
public sealed class ChainMismatchException(string what) : Exception($"Book and chain differ: {what}");
