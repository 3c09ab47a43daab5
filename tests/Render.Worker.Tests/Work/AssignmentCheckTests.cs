using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Tests.Support;
using Render.Worker.Work;
using EngineBuild = Render.Tracing.Rendering.EngineBuild;

namespace Render.Worker.Tests.Work;

public sealed class AssignmentCheckTests
{
    private static readonly EngineIdentity Engine = new("render-tracing", EngineBuild.Number, Digest.Of("engine"u8), 1);

    public static TheoryData<string, WorkAssignment> Wrong()
    {
        var good = Assignments.Render();
        var id = good.Task.Id;
        return new()
        {
            { "network", good with { NetworkId = Digest.Of("other"u8) } },
            { "settings", good with { Settings = good.Settings with { Seed = 8 } } },
            { "build", Resettled(good, good.Settings with { EngineBuild = EngineBuild.Number + 1 }) },
            { "this node runs", Resettled(good, good.Settings with { Engine = "other" }) },
            { "outside the picture", With(good, id with { Region = new PixelRegion(32, 0, 40, 8) }) },
            { "BadRegion", With(good, id with { Region = new PixelRegion(4, 0, 8, 8) }) },
            { "BadRegion", With(good, id with { Region = new PixelRegion(0, 0, 0, 8) }) },
            { "BadSamples", With(good, id with { Samples = new SampleRange(0, 0) }) },
            { "rendered whole", good with { Blocks = [0] } },
            { "no blocks", Assignments.Audit(0) },
            { "no blocks", Assignments.Audit(0, 1) with { Blocks = null } },
            { "ascending", Assignments.Audit(0, 3, 2) },
            { "ascending", Assignments.Audit(0, 2, 2) },
            { "ascending", Assignments.Audit(0, -1) },
            { "ascending", Assignments.Audit(0, 15) },
            { "no time", good with { MaxSeconds = 0 } },
            { "no time", good with { MaxSeconds = double.NaN } },
            { "files", good with { Files = [] } },
            { "refused", good with { Files = [new AssignedFile("../etc/passwd", default, 1)] } },
            { "refused", good with { Files = [new AssignedFile("a", default, -1)] } },
            { "refused", good with { Files = [new AssignedFile("a", default, 1), new AssignedFile("a", default, 1)] } },
        };
    }

    [Fact]
    public void Find_AssignmentInOrder_FindsNothing()
    {
        Assert.Null(AssignmentCheck.Find(Assignments.Render(), Assignments.Network, Engine));
        Assert.Null(AssignmentCheck.Find(Assignments.Audit(0, 0, 14), Assignments.Network, Engine));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Find_AssignmentThatContradictsItself_SaysHow(string expected, WorkAssignment work) =>
        Assert.Contains(expected, AssignmentCheck.Find(work, Assignments.Network, Engine), StringComparison.Ordinal);

    private static WorkAssignment With(WorkAssignment work, TaskId id) => work with { Task = work.Task with { Id = id } };

    private static WorkAssignment Resettled(WorkAssignment work, RenderSettings settings) =>
        work with { Settings = settings, Task = work.Task with { Settings = settings.ToDigest() } };
}
