using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

public class PilotEstimatorTests
{
    [Fact]
    public void Estimate_SameRaysEverywhere_IsExact()
    {
        var scene = new SyntheticScene(new FrameRange(0, 9), new ImageSize(100, 50), 16, static (_, _, _) => 3);

        var estimate = scene.Estimate(Draw(scene, 0));

        Assert.Equal(scene.TrueRays, estimate.RaysP50);
        Assert.Equal((ulong)Math.Ceiling(scene.TrueRays * 1.05), estimate.RaysP90);
    }

    [Fact]
    public void Estimate_JobTracedWhole_IsExact()
    {
        var scene = SyntheticScene.Uneven with { Frames = new FrameRange(0, 0), Size = new ImageSize(16, 8) };

        var estimate = scene.Estimate(Draw(scene, 0));

        Assert.Equal((scene.TrueRays, (ulong)Math.Ceiling(scene.TrueRays * (1 + (PilotEstimator.MarginPpm / 1e6)))), (estimate.RaysP50, estimate.RaysP90));
    }

    [Fact]
    public void Estimate_TwoOfFourBlocksThatDiffer_HasTheTextbookVariance()
    {
        // Means 1 and 3 over 256 pixel-samples: T = 512, s² = 2, Var T = 256²·(1 − 2/4)·2/2, so P90 = 512 + 1.2816·256·√½.
        var plan = PilotPlan.Draw(new FrameRange(0, 0), new ImageSize(16, 16), 1, new PilotBudget(2, 1), Digest.Of("key"u8));
        PilotSample[] samples = [new(plan.Blocks[0], new WorkCounts(64, 0, 0, 0)), new(plan.Blocks[1], new WorkCounts(192, 0, 0, 0))];

        var estimate = PilotEstimator.Estimate(plan, samples, new WorkCoefficients());

        Assert.Equal((512UL, 744UL), (estimate.RaysP50, estimate.RaysP90));
    }

    [Fact]
    public void Estimate_ManyDraws_AreRightOnAverage()
    {
        var scene = SyntheticScene.Uneven;

        var mean = Enumerable.Range(0, 100).Average(key => (double)scene.Estimate(Draw(scene, key)).RaysP50);

        Assert.InRange(mean / scene.TrueRays, 0.995, 1.005);
    }

    [Fact]
    public void Estimate_ManyDraws_SeldomNeedMoreThanTheCap()
    {
        var scene = SyntheticScene.Uneven;

        var within = Enumerable.Range(0, 200).Count(key => scene.Estimate(Draw(scene, key)).RaysP90 >= scene.TrueRays);

        Assert.InRange(within, 170, 200);
    }

    [Fact]
    public void Estimate_WorkOfARay_IsTheCoefficientsRatio()
    {
        var scene = new SyntheticScene(new FrameRange(0, 0), new ImageSize(64, 64), 2, static (_, _, _) => 2);

        var estimate = scene.Estimate(Draw(scene, 0));

        // A ray is itself, 20 visits, 5 tests and half a shading.
        var work = new WorkCoefficients();
        Assert.Equal((long)(work.Ray + (20 * work.NodeVisit) + (5 * work.TriangleTest) + (work.Shading / 2)), estimate.PicosPerRay);
        Assert.Equal(new WorkUnits(estimate.PicosPerRay), estimate.Work(1_000_000));
    }

    [Fact]
    public void Estimate_NothingSeen_StillCostsRays()
    {
        var scene = new SyntheticScene(new FrameRange(0, 0), new ImageSize(64, 64), 2, static (_, _, _) => 0);

        Assert.Equal((long)new WorkCoefficients().Ray, scene.Estimate(Draw(scene, 0)).PicosPerRay);
    }

    [Fact]
    public void Estimate_SamplesOfAnotherOrder_Throws()
    {
        var scene = SyntheticScene.Uneven;
        var plan = Draw(scene, 0);

        Assert.Throws<ArgumentException>(() => PilotEstimator.Estimate(plan, [.. scene.Trace(plan).Reverse()], new WorkCoefficients()));
        Assert.Throws<ArgumentException>(() => PilotEstimator.Estimate(plan, [.. scene.Trace(plan).Skip(1)], new WorkCoefficients()));
    }

    private static PilotPlan Draw(SyntheticScene scene, int key) =>
        PilotPlan.Draw(scene.Frames, scene.Size, scene.Samples, new PilotBudget(128, 2), Digest.Of(BitConverter.GetBytes(key)));
}
