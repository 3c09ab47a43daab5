using Mono.Cecil;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Numerics;

/// <summary>
/// Reads the core's IL: floats are computed with in <see cref="Exact"/> only, so that remapping its methods remaps everything that influences a pixel.
/// </summary>
public class ExactArithmeticTests
{
    /// <summary>
    /// Types that may do more, and why. The vector tests of boxes and triangles are host-only twins of scalar code, compared bit for bit by tests.
    /// Trees are built on hosts only, and decide what rays visit, never what they hit: tests trace through trees of other shapes.
    /// </summary>
    private static readonly string[] VectorTypes =
    [
        "Render.Tracing.Acceleration.BoxTest", "Render.Tracing.Acceleration.PacketTest", "Render.Tracing.Acceleration.WideCaster", "Render.Tracing.Acceleration.ChildOrder",
        "Render.Tracing.Acceleration.WideRay",
        "Render.Tracing.Acceleration.BuildItem", "Render.Tracing.Acceleration.BuildRange", "Render.Tracing.Acceleration.BinnedSplit", "Render.Tracing.Acceleration.TreeBuilder",
    ];

    private static readonly string[] Core =
    [
        "Render.Tracing.Acceleration", "Render.Tracing.Animation", "Render.Tracing.Assembly", "Render.Tracing.Compilation", "Render.Tracing.Gltf", "Render.Tracing.Lighting",
        "Render.Tracing.Numerics", "Render.Tracing.Paths", "Render.Tracing.Rendering", "Render.Tracing.Sampling", "Render.Tracing.Scenes", "Render.Tracing.Shading", "Render.Tracing.Views",
    ];

    [Fact]
    public void Core_OutsideExact_HasNoFloatArithmetic()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Exact).Assembly.Location);
        var faults = Methods(module).SelectMany(FloatUses.Arithmetic).ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Core_OutsideExact_CallsNoFloatingPointLibrary()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Exact).Assembly.Location);
        var faults = Methods(module).SelectMany(FloatUses.LibraryCalls).ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Scan_OfExactItself_FindsItsArithmetic()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Exact).Assembly.Location);
        var exact = module.GetType(typeof(Exact).FullName);
        Assert.Equal(["Add", "Div", "FromInt32", "Mul", "Sub", "ToInt32"], exact.Methods.Where(method => FloatUses.Arithmetic(method).Any()).Select(method => method.Name).Order());
        Assert.Contains(exact.Methods, method => FloatUses.LibraryCalls(method).Any());
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes()
        .Where(type => Core.Contains(Outermost(type).Namespace) && Outermost(type).FullName != typeof(Exact).FullName && !VectorTypes.Contains(Outermost(type).FullName))
        .SelectMany(type => type.Methods)
        .Where(method => method.HasBody);

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);
}
