using System.Diagnostics;
using System.Reflection;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Ilgpu.Kernels;
using Xunit.Abstractions;

namespace Render.Tracing.Ilgpu.Tests.Kernels;

/// <summary>The kernel as OpenCL C: there is a driver for it only on few machines, but a compiler on many.</summary>
public sealed class OpenCLSourceTests(ITestOutputHelper output)
{
    private static readonly string[] Compilers = ["clang", "clang-19", "clang-16", "clang-15", "clang-14"];

    [Fact]
    public void Kernel_AsOpenCLC_IsGeneratedAndCompiles()
    {
        using var context = DeviceFinder.NewContext(DeviceKind.OpenCL);
        using var backend = new CLBackend(
            context, new CLCapabilityContext(float16: true, float64: true, genericAddressSpace: true, int64_Atomics: true, subGroups: true), CLDeviceVendor.AMD, new CLCVersion(2, 0));
        var method = typeof(TraceKernel).GetMethod(nameof(TraceKernel.Run), BindingFlags.Static | BindingFlags.Public)!;

        var source = ((CLCompiledKernel)backend.Compile(EntryPointDescription.FromImplicitlyGroupedKernel(method), default(KernelSpecialization))).Source;

        Assert.Contains("kernel void", source, StringComparison.Ordinal);
        Assert.DoesNotContain(".rn.f32", source, StringComparison.Ordinal);
        var file = Path.Combine(Directory.CreateTempSubdirectory("render-opencl-").FullName, "kernel.cl");
        File.WriteAllText(file, source);
        var (compiler, problems) = Compile(file);
        if (compiler is null)
            output.WriteLine("No clang here: the source was generated, and not compiled.");
        else
            Assert.True(problems.Length == 0, $"{compiler}: {problems}");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static (string? Compiler, string Problems) Compile(string file)
    {
        foreach (var compiler in Compilers)
        {
            var start = new ProcessStartInfo(compiler) { RedirectStandardError = true };
            foreach (var word in (string[])["-x", "cl", "-cl-std=CL2.0", "-Xclang", "-finclude-default-header", "-target", "spir64", "-w", "-fsyntax-only", file])
                start.ArgumentList.Add(word);
            try
            {
                using var process = Process.Start(start)!;
                var problems = process.StandardError.ReadToEnd();
                process.WaitForExit();
                return (compiler, problems);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // The next one.
            }
        }

        return (null, "");
    }
}
