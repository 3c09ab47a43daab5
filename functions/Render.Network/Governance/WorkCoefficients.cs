namespace Render.Network.Governance;

/// <summary>
/// The reference machine: what counted events cost in 10⁻¹² work units, so in picoseconds of it. Counting instead of timing gives the same
/// work for the same scene everywhere. The defaults are a fit to a thread of an AMD EPYC (Zen 4) at 2.6 GHz (<c>Render.Benchmarks calibrate</c>,
/// docs/performance.md).
/// </summary>
/// <param name="Ray">A ray traced. Default 150,000.</param>
/// <param name="NodeVisit">A bounding-volume node visited. Default 7,000.</param>
/// <param name="TriangleTest">A triangle tested. Default 11,000.</param>
/// <param name="Shading">A surface or sky shaded. Default 240,000.</param>
public sealed record WorkCoefficients(ulong Ray = 150_000, ulong NodeVisit = 7_000, ulong TriangleTest = 11_000, ulong Shading = 240_000);
