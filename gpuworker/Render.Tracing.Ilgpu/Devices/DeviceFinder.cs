using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Finds devices, and opens them.</summary>
public static class DeviceFinder
{
    /// <summary>The oldest CUDA devices that are taken: Volta, whose threads of a warp go on by themselves.</summary>
    private const int OldestCuda = 70;

    /// <summary>Finds the devices of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="remark">Where there are none, or not all are taken: why, and what to do about it. Else null.</param>
    public static IReadOnlyList<FoundDevice> Find(DeviceKind kind, out string? remark)
    {
        remark = null;
        try
        {
            using var context = Context(kind);
            var found = new List<FoundDevice>();
            var refused = new List<string>();
            for (var i = 0; i < context.Devices.Length; i++)
            {
                if (Identify(context.Devices[i], i, out var why) is { } identity)
                    found.Add(new(kind, i, identity));
                else
                    refused.Add($"{context.Devices[i].Name}: {why}");
            }

            remark = refused.Count > 0 ? string.Join("; ", refused) : found.Count == 0 ? Missing(kind) : null;
            return found;
        }
        catch (Exception e) when (e is AcceleratorException or DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            remark = $"{Missing(kind)} ({e.GetBaseException().Message})";
            return [];
        }
    }

    /// <summary>Opens a device: a context of its own, since a context is lost with what fails in it.</summary>
    internal static (Context Context, Accelerator Accelerator) Open(FoundDevice device)
    {
        var context = Context(device.Kind);
        try
        {
            return device.Index < context.Devices.Length
                ? (context, context.Devices[device.Index].CreateAccelerator(context))
                : throw new DeviceException(false, $"{device.Key} ({device.Identity.Name}) is not there any more.");
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static Context Context(DeviceKind kind) => ILGPU.Context.Create(builder =>
    {
        builder.KernelOptions();
        switch (kind)
        {
            case DeviceKind.Cuda:
                builder.Cuda();
                break;
            case DeviceKind.OpenCL:
                builder.OpenCL();
                break;
            default:
                builder.CPU(new CPUDevice(8, 1, 1));
                break;
        }
    });

    private static DeviceIdentity? Identify(Device device, int index, out string? why)
    {
        why = null;
        var name = FormattableString.Invariant($"{device.Name.Trim()} #{index}");
        switch (device)
        {
            case CudaDevice { Architecture: { } architecture } cuda when 10 * architecture.Major + architecture.Minor >= OldestCuda:
                return new(name, DeviceClasses.OfCuda(architecture.Major, architecture.Minor), true, cuda.MemorySize);
            case CudaDevice cuda:
                why = $"compute capability {cuda.Architecture?.ToString() ?? "unknown"} is older than 7.0";
                return null;
            case CLDevice opencl:
                return new(name, DeviceClasses.OpenCL, false, opencl.MemorySize);
            default:
                var threads = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? DeviceClasses.Arm64 : DeviceClasses.X64;
                return new(FormattableString.Invariant($"ILGPU's emulator #{index}"), threads, true, 0);
        }
    }

    private static string Missing(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => "no NVIDIA GPU with a driver: nvidia-smi should list it, and libcuda.so.1 (nvcuda.dll) should be found",
        DeviceKind.OpenCL => "no OpenCL device: an ICD loader (ocl-icd-libopencl1) and the vendor's driver should be installed, clinfo should list it",
        _ => "no emulator",
    };
}
