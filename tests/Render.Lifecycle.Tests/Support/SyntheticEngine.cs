using System.Buffers.Binary;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Lifecycle.Tests.Support;

/// <summary>An exact engine without a scene: every sample is a function of package, frame, pixel and number, and costs three rays.</summary>
internal sealed class SyntheticEngine : IReferenceEngine
{
    /// <summary>Name of a camera that no scene has.</summary>
    public const string NoCamera = "nowhere";

    private const int RaysPerSample = 3;

    /// <summary>What the pilot says of the true rays, in percent.</summary>
    public int PilotPercent { get; set; } = 100;

    /// <summary>Blocks rendered here: how often the reference CPU was asked.</summary>
    public int Rendered { get; private set; }

    public Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken) => scene.Settings.Camera == NoCamera
        ? throw new SceneRefusedException("camera-unknown", $"The scene has no camera named '{NoCamera}'.", "Use one of: front.")
        : Task.FromResult<IReadOnlyList<PilotSample>>(
        [
            .. blocks.Select(block => new PilotSample(
                block, new WorkCounts(Math.Max(1, (ulong)(block.PixelSamples * RaysPerSample * PilotPercent / 100)), 100, 50, 10))),
        ]);

    /// <summary>Package that the reference CPU cannot render; the default value: there is none.</summary>
    public Digest Unrenderable { get; set; }

    /// <summary>Holds the next rendering, and no other.</summary>
    public Hold? Next { get; set; }

    public async Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken)
    {
        if (scene.Package == Unrenderable)
            throw new InvalidDataException("This scene's file is damaged.");
        Rendered += blocks.Count;
        if (Next is { } hold)
        {
            Next = null;
            await hold.Pass();
        }

        return [.. blocks.Select(block => Block(scene.Package, frame, region, samples, block))];
    }

    public Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken)
    {
        var package = Digest.OfText("validation");
        var settings = new RenderSettings(JobKind.Render, new ImageSize(32, 16), 2, 4, 0, new FrameRate(24), null, "auto", "render-tracing", 1);
        return Task.FromResult(new ValidationChallenge(
            new ReferenceScene(package, [new AssignedFile("scene.bin", package, 1)], settings), number, new PixelRegion(0, 0, 32, 16), new SampleRange(0, 2),
            [1, 4, 6], new WorkCounts(1_000, 1_000, 1_000, 1_000)));
    }

    /// <summary>A block as every honest engine renders it.</summary>
    public static RenderedBlock Block(Digest package, int frame, PixelRegion region, SampleRange samples, int block)
    {
        var pixels = region.Block(block);
        var sums = new byte[pixels.Pixels * 24];
        var at = 0;
        for (var y = pixels.Y; y < pixels.Y + pixels.Height; y++)
            for (var x = pixels.X; x < pixels.X + pixels.Width; x++)
                for (var channel = 0; channel < 3; channel++, at += 8)
                    BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(at), Sum(package, frame, x, y, channel, samples));
        return new RenderedBlock(block, (ulong)(pixels.Pixels * samples.Count * RaysPerSample), 0, sums);
    }

    /// <summary>A whole task as an honest node renders it, or a forger: one block is then far too bright.</summary>
    public static ResultFile Result(TaskSpec task, bool forged, long rounding = 0, uint claims = 1)
    {
        var id = task.Id;
        return ResultFile.Create(new ResultHeader(id.Region, id.Frame, id.Samples), (block, sums) =>
        {
            var honest = Block(task.Package, id.Frame, id.Region, id.Samples, block);
            for (var i = 0; i < sums.Length; i++)
                sums.Span[i] = BinaryPrimitives.ReadInt64LittleEndian(honest.Sums.AsSpan(8 * i)) + (forged ? 40L << 24 : rounding);
            return (claims * honest.Rays, honest.Invalid);
        });
    }

    private static long Sum(Digest package, int frame, int x, int y, int channel, SampleRange samples)
    {
        Span<byte> key = stackalloc byte[Digest.Size + 20];
        Span<byte> hash = stackalloc byte[32];
        package.CopyTo(key);
        var sum = 0L;
        for (var sample = samples.Start; sample < samples.End; sample++)
        {
            ReadOnlySpan<int> numbers = [frame, x, y, channel, sample];
            for (var i = 0; i < numbers.Length; i++)
                BinaryPrimitives.WriteInt32LittleEndian(key[(Digest.Size + (4 * i))..], numbers[i]);
            SHA256.HashData(key, hash);
            sum += BinaryPrimitives.ReadUInt32LittleEndian(hash) >> 8;
        }

        return sum;
    }
}
