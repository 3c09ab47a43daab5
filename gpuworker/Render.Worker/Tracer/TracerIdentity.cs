using System.Runtime.InteropServices;
using System.Text;
using Render.Network.Proof;
using Render.Tracing.Rendering;
using Render.Worker.Work;

namespace Render.Worker.Tracer;

/// <summary>The tracer's name in settings and receipts.</summary>
public static class TracerIdentity
{
    /// <summary>The engine's name.</summary>
    public const string Name = "render-tracing";

    /// <summary>This machine's tracer.</summary>
    public static EngineIdentity Current { get; } = new(
        Name,
        EngineBuild.Number,
        Digest.Of(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Name} build {EngineBuild.Number}, exact"))),
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 2u : 1u);
}
