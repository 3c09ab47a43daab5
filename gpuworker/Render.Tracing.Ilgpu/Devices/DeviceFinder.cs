using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Render.Tracing.Ilgpu.Arithmetic;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Finds devices, and opens them.</summary>
public static class DeviceFinder
{
    /// <summary>The oldest CUDA devices that are taken: Volta, whose threads of a warp go on by themselves.</summary>
    private const int OldestCuda = 70;

    /// <summary>What a CUDA context takes for itself, roughly.</summary>
    private const long ContextBytes = 512L << 20;

    /// <summary>What a thread's stack of the kernel takes; the driver sets it aside for every thread that can be resident.</summary>
    private const long StackBytes = 2L << 10;

    /// <summary>Finds the devices of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="remark">Where there are none, or not all are taken: why, and what to do about it. Else null.</param>
    public static IReadOnlyList<FoundDevice> Find(DeviceKind kind, out string? remark)
    {
        remark = null;
        var refused = new List<string>();
        try
        {
            var devices = DevicesOf(kind, refused);
            var found = new List<FoundDevice>();
            for (var i = 0; i < devices.Length; i++)
                found.Add(new(kind, i, Identify(devices[i], i)));
            remark = refused.Count > 0 ? string.Join("; ", refused) : found.Count == 0 ? Missing(kind) : null;
            return found;
        }
        catch (Exception e) when (e is AcceleratorException or DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            remark = $"{Missing(kind)} ({e.GetBaseException().Message})";
            return [];
        }
    }

    /// <summary>A context in which kernels compute exactly; each device gets its own, since a context is lost with what fails in it.</summary>
    /// <remarks>The emulator runs kernels as .NET compiled them: what ILGPU would make of them is time lost there.</remarks>
    internal static Context NewContext(DeviceKind kind) => Context.Create(builder =>
        (kind == DeviceKind.Emulated ? builder.ExactArithmetic().Optimize(OptimizationLevel.O1).Inlining(InliningMode.Conservative) : builder.KernelOptions()).CPU(Emulator));

    /// <summary>Opens a device.</summary>
    internal static (Context Context, Accelerator Accelerator) Open(FoundDevice device)
    {
        var context = NewContext(device.Kind);
        try
        {
            var devices = DevicesOf(device.Kind, []);
            return device.Index < devices.Length
                ? (context, devices[device.Index].CreateAccelerator(context))
                : throw new DeviceException(false, $"{device.Key} ({device.Identity.Name}) is not there any more.");
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static CPUDevice Emulator => new(8, 1, 1);

    private static ImmutableArray<Device> DevicesOf(DeviceKind kind, List<string> refused)
    {
        DriverLibraries.Install();
        return kind switch
        {
            DeviceKind.Cuda => CudaDevice.GetDevices(device => IsRecent(device, refused)),
            DeviceKind.OpenCL => CLDevice.GetDevices(device => IsModern(device, refused)),
            _ => [Emulator],
        };
    }

    private static bool IsRecent(CudaDevice device, List<string> refused)
    {
        if (device is { Architecture: { } architecture, InstructionSet: not null } && 10 * architecture.Major + architecture.Minor >= OldestCuda)
            return true;
        refused.Add($"{device.Name.Trim()}: its compute capability, {device.Architecture?.ToString() ?? "unknown"}, is older than 7.0, or its driver is too old");
        return false;
    }

    /// <summary>Kernels need what OpenCL 2 brought and OpenCL 3 made optional.</summary>
    private static bool IsModern(CLDevice device, List<string> refused)
    {
        if (device.CLStdVersion >= CLBackend.MinimumVersion && device.Capabilities.GenericAddressSpace)
            return true;
        refused.Add($"{device.Name.Trim()}: its driver has no OpenCL C 2 with a generic address space");
        return false;
    }

    private static DeviceIdentity Identify(Device device, int index)
    {
        var name = FormattableString.Invariant($"{device.Name.Trim()} #{index}");
        return device switch
        {
            CudaDevice { Architecture: { } architecture } => new(name, DeviceClasses.OfCuda(architecture.Major, architecture.Minor), true, UsableMemory(device)),
            CLDevice => new(name, DeviceClasses.OpenCL, false, device.MemorySize),
            _ => new(
                FormattableString.Invariant($"ILGPU's emulator #{index}"),
                RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? DeviceClasses.Arm64 : DeviceClasses.X64,
                true,
                0),
        };
    }

    private static long UsableMemory(Device device) => Math.Max(0, device.MemorySize - ContextBytes - StackBytes * device.MaxNumThreads);

    private static string Missing(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => "no NVIDIA GPU with a driver: nvidia-smi should list it, and libcuda.so.1 (nvcuda.dll) should be found",
        DeviceKind.OpenCL => "no OpenCL device: an ICD loader (ocl-icd-libopencl1) and the vendor's driver should be installed, clinfo should list it",
        _ => "no emulator",
    };
}
