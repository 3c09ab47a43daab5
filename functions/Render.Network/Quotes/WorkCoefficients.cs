namespace Render.Network.Quotes;

/// <summary>What each counted event costs the reference machine, in picoseconds of a work unit. Policy data.</summary>
/// <param name="RayPicos">A ray.</param>
/// <param name="NodeVisitPicos">A visit of a node of the hierarchy.</param>
/// <param name="TriangleTestPicos">A ray–triangle test.</param>
/// <param name="ShadingPicos">An evaluation of a material.</param>
public sealed record WorkCoefficients(long RayPicos, long NodeVisitPicos, long TriangleTestPicos, long ShadingPicos)
{
    /// <summary>The reference machine: one core of about 3 GHz with 256-bit vectors.</summary>
    public static WorkCoefficients Reference { get; } = new(100_000, 8_000, 6_000, 250_000);
}
