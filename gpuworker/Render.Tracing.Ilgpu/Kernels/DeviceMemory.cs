using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>Reads whole records of a scene in the fewest loads. Records have a multiple of 8 or 16 bytes, and lie on one; nobody writes them while a kernel runs.</summary>
/// <remarks>ILGPU by itself reads a field at a time wherever it has lost sight of a pointer's alignment.</remarks>
internal static class DeviceMemory
{
    [IntrinsicImplementation]
    public static DeviceNode Node(ref DeviceNode from) => from;

    [IntrinsicImplementation]
    public static DeviceTriangle LeafTriangle(ref DeviceTriangle from) => from;

    [IntrinsicImplementation]
    public static Affine Transform(ref Affine from) => from;

    [IntrinsicImplementation]
    public static InstanceRecord Instance(ref InstanceRecord from) => from;

    [IntrinsicImplementation]
    public static TriangleRecord Triangle(ref TriangleRecord from) => from;

    [IntrinsicImplementation]
    public static VertexRecord Vertex(ref VertexRecord from) => from;

    [IntrinsicImplementation]
    public static VertexExtraRecord VertexExtra(ref VertexExtraRecord from) => from;

    [IntrinsicImplementation]
    public static LightRecord Light(ref LightRecord from) => from;

    [IntrinsicImplementation]
    public static LightNodeRecord LightNode(ref LightNodeRecord from) => from;

    /// <summary>Tells ILGPU what becomes of it.</summary>
    public static void Register(IntrinsicImplementationManager intrinsics)
    {
        foreach (var method in typeof(DeviceMemory).GetMethods().Where(method => method.IsDefined(typeof(IntrinsicImplementationAttribute), false)))
        {
            intrinsics.RegisterMethod(method, new PTXIntrinsic(typeof(DeviceMemory), nameof(EmitPtx), IntrinsicImplementationMode.GenerateCode));
            intrinsics.RegisterMethod(method, new CLIntrinsic(typeof(PlainMemory), method.Name, IntrinsicImplementationMode.Redirect));
        }
    }

    private static void EmitPtx(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var from = generator.LoadHardware(((MethodCall)value).Nodes[0]);
        var address = generator.AllocateRegister(from.Description);
        using (var convert = generator.BeginCommand("cvta.to.global.u64"))
        {
            convert.AppendArgument(address);
            convert.AppendArgument(from);
        }

        var record = (RegisterAllocator<PTXRegisterKind>.CompoundRegister)generator.Allocate(value);
        // Records of an odd number of pairs lie on eight bytes alone.
        var words = record.NumChildren % 4 == 0 ? 4 : 2;
        for (var word = 0; word < record.NumChildren; word += words)
        {
            using var command = generator.BeginCommand("ld.global.nc");
            command.AppendVectorSuffix(words);
            command.AppendSuffix("b32");
            command.AppendVectorArgument(record.SliceAs<RegisterAllocator<PTXRegisterKind>.PrimitiveRegister>(word, words));
            command.AppendArgumentValue(address, word * sizeof(uint));
        }
    }
}

/// <summary><see cref="DeviceMemory"/> where the driver's compiler finds the loads.</summary>
internal static class PlainMemory
{
    public static DeviceNode Node(ref DeviceNode from) => from;

    public static DeviceTriangle LeafTriangle(ref DeviceTriangle from) => from;

    public static Affine Transform(ref Affine from) => from;

    public static InstanceRecord Instance(ref InstanceRecord from) => from;

    public static TriangleRecord Triangle(ref TriangleRecord from) => from;

    public static VertexRecord Vertex(ref VertexRecord from) => from;

    public static VertexExtraRecord VertexExtra(ref VertexExtraRecord from) => from;

    public static LightRecord Light(ref LightRecord from) => from;

    public static LightNodeRecord LightNode(ref LightNodeRecord from) => from;
}
