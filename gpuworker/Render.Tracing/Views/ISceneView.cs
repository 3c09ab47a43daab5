using Render.Tracing.Numerics;
using Render.Tracing.Shading;

namespace Render.Tracing.Views;

/// <summary>How shading reads a compiled scene: pointers on the CPU, device views on a GPU. The tracer is generic over it, so that there is one source.</summary>
public interface ISceneView
{
    /// <summary>The single numbers.</summary>
    ref SceneHeader Header { get; }

    /// <summary>An instance.</summary>
    InstanceRecord Instance(int index);

    /// <summary>A triangle.</summary>
    TriangleRecord Triangle(int index);

    /// <summary>A vertex.</summary>
    VertexRecord Vertex(int index);

    /// <summary>What a vertex has beside, by <see cref="InstanceRecord.ExtraOffset"/>.</summary>
    VertexExtraRecord VertexExtra(int index);

    /// <summary>A number of <see cref="Compilation.AlbedoTables"/>.</summary>
    Real Albedo(int index);

    /// <summary>A material.</summary>
    ref MaterialRecord Material(int index);

    /// <inheritdoc cref="Texture.SampleColor"/>
    Float3 SampleColor(ref TextureRecord texture, Float2 uv);

    /// <inheritdoc cref="Texture.SampleData"/>
    Float3 SampleData(ref TextureRecord texture, Float2 uv);

    /// <inheritdoc cref="Texture.SampleAlpha"/>
    Real SampleAlpha(ref TextureRecord texture, Float2 uv);

    /// <summary>A light.</summary>
    LightRecord Light(int index);

    /// <summary>A node of the tree of lights; 0 is the root.</summary>
    LightNodeRecord LightNode(int index);

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
