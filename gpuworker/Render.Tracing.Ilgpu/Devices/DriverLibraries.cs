using System.Runtime.InteropServices;
using ILGPU;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Finds drivers under the names that Linux installs them by: <c>libcuda.so.1</c>, <c>libOpenCL.so.1</c>; the names without a number come with development packages only.</summary>
internal static class DriverLibraries
{
    private static readonly string[] Versioned = ["cuda", "OpenCL"];

    private static readonly Lazy<bool> Installed = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
        return true;
    });

    /// <summary>Once, before ILGPU asks for a driver.</summary>
    public static void Install() => _ = Installed.Value;

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? search)
    {
        if (!OperatingSystem.IsLinux() || !Versioned.Contains(name))
            return 0;
        return NativeLibrary.TryLoad(name, assembly, search, out var plain) || NativeLibrary.TryLoad($"lib{name}.so.1", assembly, search, out plain) ? plain : 0;
    }
}
