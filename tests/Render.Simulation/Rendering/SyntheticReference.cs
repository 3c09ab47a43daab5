using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Simulation.Rendering;

/// <summary>The reference CPU over <see cref="SyntheticScene"/>; it takes its time.</summary>
/// <param name="clock">The coordinator's clock.</param>
/// <param name="pace">Time for a block.</param>
/// <param name="meter">Counts what it renders.</param>
/// <param name="isWrong">Whether its pictures are brighter than everybody's.</param>
internal sealed class SyntheticReference(TimeProvider clock, TimeSpan pace, ReferenceMeter meter, bool isWrong = false) : IReferenceEngine
{
    private static readonly Digest Validation = Digest.OfText("validation");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken)
    {
        await Task.Delay(pace * blocks.Count, clock, cancellationToken);
        return [.. blocks.Select(block => new PilotSample(
            block, TracedScene.Has(scene.Package) ? TracedScene.Count(block) : new WorkCounts(Math.Max(1, (ulong)(block.PixelSamples * SyntheticScene.RaysPerSample)), 100, 50, 10)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken)
    {
        await Task.Delay(pace * blocks.Count, clock, cancellationToken);
        meter.Rendered += scene.Package == Validation ? 0 : blocks.Count;
        return [.. blocks.Select(block => Brightened(scene.Package, SyntheticScene.Block(scene.Package, frame, region, samples, block)))];
    }

    private RenderedBlock Brightened(Digest package, RenderedBlock block)
    {
        // Not in the challenge that lets nodes in, or there would be nobody to do wrong to.
        for (var at = 0; isWrong && package != Validation && at < block.Sums.Length; at += 8)
            BinaryPrimitives.WriteInt64LittleEndian(block.Sums.AsSpan(at), BinaryPrimitives.ReadInt64LittleEndian(block.Sums.AsSpan(at)) + (40L << 24));
        return block;
    }

    /// <inheritdoc/>
    public Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken)
    {
        var settings = new RenderSettings(JobKind.Render, new ImageSize(32, 16), 2, 4, 0, new FrameRate(24), null, "auto", "render-tracing", 1);
        return Task.FromResult(new ValidationChallenge(
            new ReferenceScene(Validation, [new AssignedFile("scene.bin", Validation, 1)], settings), number, new PixelRegion(0, 0, 32, 16), new SampleRange(0, 2),
            [1, 4, 6], new WorkCounts(1_000, 1_000, 1_000, 1_000)));
    }
}
