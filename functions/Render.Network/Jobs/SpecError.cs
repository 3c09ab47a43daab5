namespace Render.Network.Jobs;

/// <summary>One thing wrong with a spec.</summary>
/// <param name="Code">Stable name, such as <c>spec.frames.reversed</c>.</param>
/// <param name="Field">The field in JSON, such as <c>frames</c>.</param>
/// <param name="Message">What is wrong, with the value given.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record SpecError(string Code, string Field, string Message, string Fix);
