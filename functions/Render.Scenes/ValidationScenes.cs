using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Quotes;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Scenes;

/// <summary>
/// What a joining node is asked: some blocks of a small bundled scene, with a seed of their own for each number, so that an answer
/// cannot be known before the question.
/// </summary>
/// <param name="blobs">Takes the scene's package.</param>
/// <param name="scenes">Prepared scenes.</param>
internal sealed class ValidationScenes(IBlobs blobs, StoredScenes scenes)
{
    private const int Asked = 6;
    private static readonly PixelRegion Region = new(0, 0, 128, 72);
    private static readonly SampleRange Samples = new(0, 8);

    /// <summary>The challenge of a number; its files are stored when this returns.</summary>
    public async Task<ValidationChallenge> Get(int number, CancellationToken cancellation)
    {
        using var upload = new MemoryStream(BundledGltf.Create(), writable: false);
        var inspected = await new SceneInspector(blobs, SceneLimits.Default).Inspect(upload, "validation.gltf", cancellation);
        var draw = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"render.validation/{number}")));
        var settings = new JobSettings(
            JobKind.Render, new ImageSize(Region.Width, Region.Height), Samples.Count, Bounces: 8, BinaryPrimitives.ReadUInt32BigEndian(draw),
            new FrameRate(24), Camera: null, Environment: "auto", TracerIdentity.Name, EngineBuild.Number);
        var blocks = Draw(draw.AsSpan(4));
        var scene = new ReferenceScene(inspected.Package, inspected.Files, settings);
        return new ValidationChallenge(scene, Frame: 0, Region, Samples, blocks, await Count(scene, blocks, cancellation));
    }

    private static int[] Draw(ReadOnlySpan<byte> bytes)
    {
        var drawn = new SortedSet<int>();
        for (var i = 0; i + 2 <= bytes.Length && drawn.Count < Asked; i += 2)
            drawn.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]) % Region.Blocks);
        return [.. drawn];
    }

    private async Task<WorkCounts> Count(ReferenceScene scene, int[] blocks, CancellationToken cancellation)
    {
        var frame = (await scenes.Get(scene.Package, cancellation)).Frame(scene.Settings, 0).Middle;
        var counted = TileRenderer.RenderPilot(
            frame, FrameScene.Settings(scene.Settings, 0), new TileRegion(Region.X, Region.Y, Region.Width, Region.Height), blocks,
            new TileSamples(Samples.Start, Samples.Count), cancellation);
        return new WorkCounts(counted.Rays, counted.NodeVisits, counted.TriangleTests, counted.ShadingEvents);
    }
}
