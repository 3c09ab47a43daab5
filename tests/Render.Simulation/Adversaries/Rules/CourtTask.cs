using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>A task over the synthetic scene, with the leaves that an honest node commits to.</summary>
internal sealed class CourtTask
{
    /// <summary>The task of a number: a frame of one region.</summary>
    public CourtTask(Courtroom court, int frame, int width, int height, int samples)
    {
        (Frame, Region, Samples) = (frame, new PixelRegion(0, 0, width, height), new SampleRange(0, samples));
        (Network, Order, Package, Salt) = (Digest.OfText("courtroom"), court.Draw(), court.Draw(), court.Draw());
        Digest = TaskDigest.Of(Network, Order, Package, Order, frame, Region, Samples);
        Honest = [.. Enumerable.Range(0, Region.Blocks).Select(block => LeafOf(Render(block, Samples)))];
    }

    /// <summary>The frame.</summary>
    public int Frame { get; }

    /// <summary>The region.</summary>
    public PixelRegion Region { get; }

    /// <summary>The samples.</summary>
    public SampleRange Samples { get; }

    /// <summary>The network's digest.</summary>
    public Digest Network { get; }

    /// <summary>The order's.</summary>
    public Digest Order { get; }

    /// <summary>The package's.</summary>
    public Digest Package { get; }

    /// <summary>The creator's salt.</summary>
    public Digest Salt { get; }

    /// <summary>The task's.</summary>
    public Digest Digest { get; }

    /// <summary>The leaves of an honest commitment.</summary>
    public MerkleSum[] Honest { get; }

    /// <summary>A block as every exact engine renders it.</summary>
    public RenderedBlock Render(int block, SampleRange samples) => SyntheticScene.Block(Package, Frame, Region, samples, block);

    /// <summary>The leaf of a block.</summary>
    public MerkleSum LeafOf(RenderedBlock block) => Leaf.Of(Digest, block.Block, block.Sums, block.Rays, block.Invalid);
}
