using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>What the members of a ring tell one another: which tasks they forged.</summary>
internal sealed class Ring
{
    /// <summary>Tasks that members delivered blank.</summary>
    public HashSet<TaskId> Forged { get; } = [];
}

/// <summary>
/// A member of a ring: it delivers blank frames, and where it is drawn to audit one of a member's it reports the very leaves that the member signed. It
/// says that it holds every scene it has seen, since that makes it likelier to be drawn.
/// </summary>
/// <param name="ring">The ring.</param>
internal sealed class ColludingNode(Ring ring) : NodeStrategy
{
    private readonly HashSet<Digest> seen = [];

    /// <inheritdoc/>
    public override string Name => "ring";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override double Effort(WorkAssignment work) => work.Kind == WorkKind.Render || ring.Forged.Contains(work.Task.Id) ? 0.02 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Digest> Cached(NodeMachine node) => [.. seen];

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        seen.Add(work.Task.Package);
        ring.Forged.Add(work.Task.Id);
        Forged[work.Task.Id] = work.Task.Id.Region.Blocks;
        return SyntheticScene.Result(work.Task, Forgeries.Blank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AuditedBlock>? Audit(NodeMachine node, WorkAssignment work)
    {
        seen.Add(work.Task.Package);
        // A task that a member forged and an honest node rendered since is audited for what it should be; the member's own word says which it is.
        if (!ring.Forged.Contains(work.Task.Id))
            return base.Audit(node, work);
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var blank = SyntheticScene.Result(work.Task, Forgeries.Blank);
        return [.. work.Blocks!.Select(block => new AuditedBlock(block, blank.Leaf(task, block)))];
    }
}
