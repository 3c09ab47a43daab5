namespace Render.Simulation.Rendering;

/// <summary>Counts what the reference CPU renders, in all lives of a coordinator.</summary>
internal sealed class ReferenceMeter
{
    /// <summary>Blocks rendered, those of validations left out.</summary>
    public long Rendered { get; set; }
}
