using Render.Tracing.Numerics;

namespace Render.Tracing.Views;

/// <summary>How shading reads a compiled scene: pointers on the CPU, device views on a GPU. The tracer is generic over it, so that there is one source.</summary>
public interface ISceneView
{
    /// <summary>The single numbers.</summary>
    ref SceneHeader Header { get; }

    /// <summary>An instance.</summary>
    ref InstanceRecord Instance(int index);

    /// <summary>A triangle.</summary>
    ref TriangleRecord Triangle(int index);

    /// <summary>A vertex.</summary>
    ref VertexRecord Vertex(int index);

    /// <summary>What a vertex has beside, by <see cref="InstanceRecord.ExtraOffset"/>.</summary>
    ref VertexExtraRecord VertexExtra(int index);

    /// <summary>A number of <see cref="Compilation.AlbedoTables"/>.</summary>
    Real Albedo(int index);

    /// <summary>A material.</summary>
    ref MaterialRecord Material(int index);

    /// <summary>A texel, RGBA8 with red in the low byte.</summary>
    uint Texel(int index);

    /// <summary>The linear value of an sRGB-encoded byte.</summary>
    Real Linear(int encoded);

    /// <summary>A light.</summary>
    ref LightRecord Light(int index);

    /// <summary>A node of the tree of lights; 0 is the root.</summary>
    ref LightNodeRecord LightNode(int index);

    /// <summary>The light infinitely far whose share of [0, 1) a number falls into.</summary>
    int FindFarLight(Real u);

    /// <summary>Radiance of an environment texel.</summary>
    ref Float3 EnvironmentTexel(int index);

    /// <summary>Cumulative probability up to and including a row of the environment; the last is 1.</summary>
    Real EnvironmentRow(int index);

    /// <summary>Cumulative probability inside its row, up to and including a texel of the environment; the last of a row is 1.</summary>
    Real EnvironmentColumn(int index);

    /// <summary>The row of the environment whose share of [0, 1) a number falls into.</summary>
    int FindEnvironmentRow(Real u);

    /// <summary>The texel of a row of the environment whose share of [0, 1) a number falls into.</summary>
    int FindEnvironmentColumn(int row, Real u);
}
