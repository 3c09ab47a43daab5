namespace Render.Lifecycle.Ports;

/// <summary>The engine cannot render the scene as the settings ask: no try will change that, only another scene or other settings.</summary>
/// <param name="code">Stable code, kebab-case.</param>
/// <param name="message">What is wrong, in words.</param>
/// <param name="fix">What to do about it; null: nothing known.</param>
/// <param name="inner">Where it comes from.</param>
public sealed class SceneRefusedException(string code, string message, string? fix = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable code, kebab-case.</summary>
    public string Code => code;

    /// <summary>What to do about it; null: nothing known.</summary>
    public string? Fix => fix;
}
