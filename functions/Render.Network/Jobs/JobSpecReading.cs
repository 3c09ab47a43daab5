namespace Render.Network.Jobs;

/// <summary>A spec as read from JSON, and all that is wrong with it.</summary>
/// <param name="Spec">The spec; a field that could not be read has its default.</param>
/// <param name="Errors">Empty where the spec is sound.</param>
public sealed record JobSpecReading(JobSpec Spec, IReadOnlyList<SpecError> Errors)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Errors.Count == 0;
}
