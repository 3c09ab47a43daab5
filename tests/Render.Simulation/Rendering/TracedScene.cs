using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using TraceSettings = Render.Tracing.Rendering.RenderSettings;

namespace Render.Simulation.Rendering;

/// <summary>Packages whose blocks are really traced: all of them hold the tracer's benchmark scene, seen from its one camera.</summary>
internal static class TracedScene
{
    /// <summary>What the bytes of such a package begin with.</summary>
    public const string Mark = "traced";

    /// <summary>Pixels a side of every frame: a job's smaller frame is a corner of it.</summary>
    private const int Side = 64;

    private static readonly Lazy<CompiledScene> Scene = new(() =>
    {
        var (assets, snapshot) = BenchmarkScene.Create();
        return SceneCompiler.Compile(SceneCompiler.Prepare(assets), snapshot);
    });

    private static readonly HashSet<Digest> Packages = [];

    /// <summary>Remembers a package, if its bytes say so.</summary>
    public static void Add(Digest package, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(System.Text.Encoding.UTF8.GetBytes(Mark)))
            Packages.Add(package);
    }

    /// <summary>Whether a package's blocks are traced.</summary>
    public static bool Has(Digest package) => Packages.Contains(package);

    /// <summary>A block as the tracer renders it.</summary>
    public static RenderedBlock Block(int frame, PixelRegion region, SampleRange samples, int block)
    {
        var traced = TileRenderer.RenderBlock(Scene.Value, Settings(frame), Tile(region), block, new TileSamples(samples.Start, samples.Count));
        var sums = new byte[traced.Sums.Length * sizeof(long)];
        for (var i = 0; i < traced.Sums.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(i * sizeof(long)), traced.Sums[i]);
        return new RenderedBlock(block, traced.Rays, traced.Invalid, sums);
    }

    /// <summary>The work of a pilot's block.</summary>
    public static WorkCounts Count(PilotBlock block)
    {
        var counted = TileRenderer.RenderPilot(
            Scene.Value, Settings(block.Frame), Tile(block.Region), Enumerable.Range(0, Tile(block.Region).BlockCount), new TileSamples(block.Samples.Start, block.Samples.Count));
        return new WorkCounts(counted.Rays, counted.NodeVisits, counted.TriangleTests, counted.ShadingEvents);
    }

    private static TraceSettings Settings(int frame) => new(Side, Side, frame, Bounces: 4);

    private static TileRegion Tile(PixelRegion region) => new(region.X, region.Y, region.Width, region.Height);
}
