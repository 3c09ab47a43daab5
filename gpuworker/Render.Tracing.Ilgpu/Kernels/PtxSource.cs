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
    /// O2 is what reads the scene as global memory. It takes any pointer that a function out of line is given for one to local memory (ILGPU 1.5.3), which the tests' PTX machine finds at once.
    /// So whatever is given a view or a caster is inlined, which also leaves both in registers; what is not (<see cref="System.Runtime.CompilerServices.MethodImplOptions.NoInlining"/>), as texture
    /// lookup, is given records and small views by value.
    /// </remarks>
    public static Context.Builder KernelOptions(this Context.Builder builder) =>
        builder.ExactArithmetic().Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive);

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
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromImplicitlyGroupedKernel(kernel), KernelLoader.OnCuda(KernelLoader.Groups))).PTXAssembly;
    }
}
