using System.Reflection;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>Compiles and loads kernels whose first parameter is their index.</summary>
internal static class KernelLoader
{
    /// <summary>Threads of a group: four warps, so that a multiprocessor is filled in small steps.</summary>
    private const int GroupThreads = 128;

    /// <summary>Groups that are to be resident on a CUDA multiprocessor. Left alone, the compiler takes 168 registers a thread and fits three; bound to 80 it spills some 1,200 bytes.</summary>
    public const int Groups = 6;

    /// <summary>How many threads CUDA's compiler is to make room for.</summary>
    public static KernelSpecialization OnCuda(int groups) => new(GroupThreads, groups);

    /// <summary>Loads a kernel.</summary>
    /// <param name="accelerator">Where it is to run.</param>
    /// <param name="kernel">A static method.</param>
    /// <param name="groups">Groups that are to be resident on a CUDA multiprocessor.</param>
    /// <typeparam name="TLauncher">Its launcher: a delegate with a stream, then the kernel's parameters.</typeparam>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, MethodInfo kernel, int groups = Groups)
        where TLauncher : Delegate
    {
        if (accelerator.AcceleratorType != AcceleratorType.Cuda)
            return accelerator.LoadAutoGroupedKernel(kernel).CreateLauncherDelegate<TLauncher>();
        var compiled = accelerator.CompileKernel(EntryPointDescription.FromImplicitlyGroupedKernel(kernel), OnCuda(groups));
        return accelerator.LoadImplicitlyGroupedKernel(compiled, GroupThreads).CreateLauncherDelegate<TLauncher>();
    }
}
