namespace Render.Network.Jobs;

/// <summary>How sums become a picture.</summary>
/// <param name="ExposureMillistops">Thousandths of a stop: 1000 doubles the light. −20,000 to 20,000.</param>
/// <param name="Transform">The curve.</param>
public readonly record struct ViewSettings(int ExposureMillistops, ViewTransform Transform)
{
    /// <summary>As lit, with the standard curve.</summary>
    public static ViewSettings Default { get; } = new(0, ViewTransform.Standard);
}
