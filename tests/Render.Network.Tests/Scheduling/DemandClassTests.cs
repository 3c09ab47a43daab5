using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class DemandClassTests
{
    private static readonly NodeFacts Node = Candidates.Node();
    private static readonly JobNeeds Job = Candidates.Job();

    [Property(MaxTest = 1_000)]
    public Property MayFit_NodeFitForAJob_IsSoForItsClass(bool other, int floor, int reputation, long jobMemory, long nodeMemory)
    {
        var job = Job with { EngineBuild = other ? Job.EngineBuild + 1 : Job.EngineBuild, ReputationFloorPpm = floor, MemoryBytes = jobMemory };
        var node = Node with { ReputationPpm = reputation, MemoryBytes = nodeMemory };
        var fit = Fitness.IsFit(node, job);
        return (!fit || DemandClass.Of(job).MayFit(node)).Classify(fit, "fit");
    }

    [Fact]
    public void MayFit_OneDemandNotMet_IsFalse()
    {
        var demands = DemandClass.Of(Job);

        Assert.True(demands.MayFit(Node));
        Assert.False(demands.MayFit(Node with { ReputationPpm = demands.ReputationFloorPpm - 1 }));
        Assert.False(demands.MayFit(Node with { MemoryBytes = (1L << demands.MemoryOctave) - 1 }));
        Assert.False(demands.MayFit(Node with { Engines = [] }));
    }

    [Fact]
    public void Of_JobsThatDifferInWhatEachIsAskedFor_IsOneClass()
    {
        var placement = PlacementPolicies.Of(new PlacementPolicy { Regions = ["us-east"] });
        var other = Candidates.Job("job-2") with { MemoryBytes = (2L << 30) - 1, PricePerUnit = new(1), Placement = placement, ExcludedDeviceClasses = [1] };

        Assert.Equal(DemandClass.Of(Job), DemandClass.Of(other));
        Assert.NotEqual(DemandClass.Of(Job), DemandClass.Of(other with { MemoryBytes = 2L << 30 }));
    }
}
