using System.Collections.Immutable;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using EngineBuild = Render.Tracing.Rendering.EngineBuild;

namespace Render.Worker.Tests.Support;

/// <summary>Assignments that agree with themselves.</summary>
internal static class Assignments
{
    public static Digest Network { get; } = Digest.Of("network"u8);

    public static RenderSettings Settings { get; } = new(
        JobKind.Render, new ImageSize(64, 40), 4, 3, 7, new FrameRate(24), null, "auto", "render-tracing", EngineBuild.Number);

    public static WorkAssignment Render(int number = 0, double maxSeconds = 600, int frame = 0) => Of(WorkKind.Render, number, null, maxSeconds, frame);

    public static WorkAssignment Audit(int number, params int[] blocks) => Of(WorkKind.Audit, number, blocks, 600, 0);

    /// <summary>A disputed block to commit to, or to show under the same lease.</summary>
    public static WorkAssignment Vote(WorkKind kind, int block)
    {
        var work = Of(WorkKind.Arbitrate, 0, [block], 600, 0);
        return work with { Kind = kind };
    }

    public static WorkAssignment WithPackage(WorkAssignment work, Digest package) => work with { Task = work.Task with { Package = package } };

    private static WorkAssignment Of(WorkKind kind, int number, int[]? blocks, double maxSeconds, int frame)
    {
        var id = new TaskId(JobId.Parse("job-1"), frame, new PixelRegion(0, 8 * (number % 2), 36, 20), new SampleRange(0, 4));
        var lease = new byte[16];
        lease[0] = (byte)(number + 1);
        lease[1] = (byte)kind;
        var package = Digest.Of("package"u8);
        return new WorkAssignment(
            kind,
            Network,
            new LeaseGrant(new LeaseId(lease), 1, DateTimeOffset.MaxValue.AddYears(-1)),
            new TaskSpec(id, Digest.Of("order"u8), package, Settings.ToDigest(), ImmutableArray<Digest>.Empty, new WorkUnits(1_000)),
            Settings,
            [new AssignedFile("scene.gltf", Digest.Of("file"u8), 4)],
            blocks,
            maxSeconds);
    }
}
