namespace Render.Tracing.Compilation;

/// <summary>Why a scene cannot be traced.</summary>
public enum SceneFault
{
    /// <summary>A NaN or an infinity where a finite number is needed.</summary>
    NotFinite,

    /// <summary>An index points outside its list.</summary>
    IndexOutOfRange,

    /// <summary>Lists that belong together differ in length.</summary>
    LengthMismatch,

    /// <summary>A number outside its documented range.</summary>
    OutOfRange,

    /// <summary>More of something than the tracer takes.</summary>
    TooLarge,
}

/// <summary>The scene is refused; the message says what and where.</summary>
/// <param name="fault">The kind of fault.</param>
/// <param name="detail">What is wrong, and where.</param>
public sealed class SceneRejectedException(SceneFault fault, string detail) : Exception(detail)
{
    /// <summary>The kind of fault.</summary>
    public SceneFault Fault { get; } = fault;
}
