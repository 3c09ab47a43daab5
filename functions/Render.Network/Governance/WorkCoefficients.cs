namespace Render.Network.Governance;

/// <summary>
/// The reference machine: what counted events cost in 10⁻¹² work units, so in picoseconds of it. Counting instead of timing gives the same
/// work for the same scene everywhere.
/// </summary>
/// <param name="Ray">A ray traced. Default 60,000.</param>
/// <param name="NodeVisit">A bounding-volume node visited. Default 6,000.</param>
/// <param name="TriangleTest">A triangle tested. Default 8,000.</param>
/// <param name="Shading">A surface or sky shaded. Default 250,000.</param>
public sealed record WorkCoefficients(ulong Ray = 60_000, ulong NodeVisit = 6_000, ulong TriangleTest = 8_000, ulong Shading = 250_000);
