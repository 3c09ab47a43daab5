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

    /// <summary>The name of the same tracer on devices whose bytes are their own: what is sent for the exact one never comes to it.</summary>
    public const string StatisticalName = "render-tracing-statistical";

    /// <summary>The tracer on a device.</summary>
    public static EngineIdentity On(DeviceIdentity device)
    {
        var name = device.IsExact ? Name : StatisticalName;
        var manifest = FormattableString.Invariant($"{name} build {EngineBuild.Number}, {(device.IsExact ? "exact" : "statistical")}");
        return new(name, EngineBuild.Number, Digest.Of(Encoding.ASCII.GetBytes(manifest)), device.Class) { Device = device };
    }
}
