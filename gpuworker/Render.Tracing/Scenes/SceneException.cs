namespace Render.Tracing.Scenes;

/// <summary>A scene file that cannot be used, and why: every fault of untrusted scene input ends in this type.</summary>
/// <param name="code">A stable code, one of <see cref="SceneErrorCodes"/>.</param>
/// <param name="message">What is wrong and where in the file, for a person.</param>
/// <param name="fix">What the creator can do about it.</param>
/// <param name="cause">The underlying fault, if any.</param>
public sealed class SceneException(string code, string message, string fix, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>A stable code, one of <see cref="SceneErrorCodes"/>.</summary>
    public string Code { get; } = code;

    /// <summary>What the creator can do about it; one sentence.</summary>
    public string Fix { get; } = fix;
}
