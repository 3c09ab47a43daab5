using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>Turns counts into work, so that nothing needs to be timed.</summary>
public static class WorkModel
{
    private const int PicosPerMicro = 1_000_000;

    /// <summary>Work = (c_ray·rays + c_node·visits + c_tri·tests + c_shade·shadings), rounded up to a millionth of a work unit.</summary>
    /// <exception cref="OverflowException">More than 9.2·10¹² work units.</exception>
    public static WorkUnits Work(WorkCounts counts, WorkCoefficients coefficients)
    {
        var picos = Picos(counts, coefficients);
        return new WorkUnits(checked((long)((picos + PicosPerMicro - 1) / PicosPerMicro)));
    }

    /// <summary>The same in picoseconds of a work unit, exact.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static UInt128 Picos(WorkCounts counts, WorkCoefficients coefficients) => checked(
        ((UInt128)counts.Rays * coefficients.Ray)
        + ((UInt128)counts.NodeVisits * coefficients.NodeVisit)
        + ((UInt128)counts.TriangleTests * coefficients.TriangleTest)
        + ((UInt128)counts.ShadingEvents * coefficients.Shading));
}
