using Render.Network.Governance;

namespace Render.Lifecycle.Dispatch;

/// <summary>The bundled benchmark on the reference machine: what one of its rays costs.</summary>
internal static class ReferenceBenchmark
{
    private static readonly WorkCoefficients Reference = new();

    /// <summary>Hierarchy nodes visited for a ray of the benchmark scene, on average.</summary>
    private const int VisitsPerRay = 24;

    /// <summary>Triangles tested for a ray of the benchmark scene, on average.</summary>
    private const int TestsPerRay = 8;

    /// <summary>Picoseconds of the reference machine for a ray: half of all rays find something to shade, the others are shadow rays.</summary>
    public static double PicosPerRay { get; } =
        Reference.Ray + ((double)VisitsPerRay * Reference.NodeVisit) + ((double)TestsPerRay * Reference.TriangleTest)
        + (Reference.Shading / 2.0);
}
