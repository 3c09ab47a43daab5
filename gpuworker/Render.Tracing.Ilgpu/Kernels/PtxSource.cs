using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Render.Tracing.Ilgpu.Arithmetic;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>What kernels are for NVIDIA's driver: text in PTX, which needs no device to be made.</summary>
internal static class PtxSource
{
    /// <summary>How kernels are compiled, for whatever device.</summary>
    /// <remarks>
    /// Not <see cref="OptimizationLevel.O2"/>: its inference of address spaces reads the scene through local memory where a view is passed by reference (ILGPU 1.5.3), which the tests' PTX machine
    /// finds at once.
    /// </remarks>
    public static Context.Builder KernelOptions(this Context.Builder builder) =>
        builder.ExactArithmetic().Optimize(OptimizationLevel.O1).Inlining(InliningMode.Aggressive);

    /// <summary>Compiles <see cref="TraceKernel.Run"/>.</summary>
    /// <param name="architecture">The device's.</param>
    /// <param name="instructions">The newest version of PTX that its driver reads.</param>
    public static string OfTracing(CudaArchitecture architecture, CudaInstructionSet instructions) =>
        Of(((Delegate)TraceKernel.Run).Method, architecture, instructions);

    /// <summary>Compiles a kernel whose first parameter is its index.</summary>
    /// <param name="kernel">A static method.</param>
    /// <param name="architecture">The device's.</param>
    /// <param name="instructions">The newest version of PTX that its driver reads.</param>
    public static string Of(MethodInfo kernel, CudaArchitecture architecture, CudaInstructionSet instructions)
    {
        using var context = Context.Create(builder => builder.KernelOptions());
        // NVVM is for libdevice's functions, of which kernels use none.
        using var backend = new PTXBackend(context, architecture, instructions, nvvmAPI: null!);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromImplicitlyGroupedKernel(kernel), KernelLoader.OnCuda)).PTXAssembly;
    }
}
