namespace Render.Tracing.Rendering;

/// <summary>Which bytes this tracer makes.</summary>
public static class EngineBuild
{
    /// <summary>Raised by every change that alters any byte of any result; results of different builds are not comparable.</summary>
    public const int Number = 3;
}
