using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Numerics;

namespace Render.Tracing.Ilgpu.Arithmetic;

/// <summary>
/// Makes kernels compute as <see cref="Exact"/> says. ILGPU's own representation of arithmetic is left out of it, since its optimiser reassociates constants
/// (x · 3 · 0.1 becomes one product) and the driver fuses plain products and sums; both leave an instruction alone that names its rounding.
/// </summary>
internal static class ExactMapping
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<string, string> Instructions = new(StringComparer.Ordinal)
    {
        [nameof(Exact.Add)] = "add.rn.f32",
        [nameof(Exact.Sub)] = "sub.rn.f32",
        [nameof(Exact.Mul)] = "mul.rn.f32",
        [nameof(Exact.Div)] = "div.rn.f32",
        [nameof(Exact.Sqrt)] = "sqrt.rn.f32",
        [nameof(Exact.Fma)] = "fma.rn.f32",
        [nameof(Exact.ReverseBits)] = "brev.b32",
        [nameof(DeviceMath.Permute)] = "prmt.b32",
        [nameof(DeviceMath.Least)] = "min.f32",
        [nameof(DeviceMath.Most)] = "max.f32",
    };

    private static readonly Lazy<bool> Remapped = new(Remap);

    /// <summary>Adds the mapping to a context that is being built.</summary>
    public static Context.Builder ExactArithmetic(this Context.Builder builder)
    {
        _ = Remapped.Value;
        var intrinsics = builder.GetIntrinsicManager();
        foreach (var name in Instructions.Keys)
        {
            var method = Method(typeof(DeviceMath), name);
            intrinsics.RegisterMethod(method, new PTXIntrinsic(typeof(ExactMapping), nameof(EmitPtx), IntrinsicImplementationMode.GenerateCode));
            intrinsics.RegisterMethod(method, new CLIntrinsic(typeof(OpenCLMath), name, IntrinsicImplementationMode.Redirect));
        }

        DeviceMemory.Register(intrinsics);
        return builder;
    }

    /// <summary>ILGPU's table is one for the process and not made for several threads.</summary>
    private static bool Remap()
    {
        foreach (var source in typeof(Exact).GetMethods(BindingFlags.Static | BindingFlags.Public))
        {
            var target = Method(typeof(DeviceMath), source.Name);
            RemappedIntrinsics.AddRemapping(source, (ref InvocationContext context) => context.Method = target);
        }

        return true;
    }

    private static void EmitPtx(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        var operands = new List<PTXCodeGenerator.HardwareRegister>();
        foreach (var node in call.Nodes)
            operands.Add(generator.EnsureHardwareRegister(generator.LoadPrimitive(node)));
        var target = generator.AllocateHardware(value);
        using var command = generator.BeginCommand(Instructions[call.Target.Source.Name]);
        command.AppendArgument(target);
        foreach (var operand in operands)
            command.AppendArgument(operand);
    }

    private static MethodInfo Method(Type type, string name) => type.GetMethod(name, Statics) ?? throw new MissingMethodException(type.FullName, name);
}
