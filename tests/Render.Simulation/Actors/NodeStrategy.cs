using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors;

/// <summary>How a node behaves where it has a choice. This one does what it should; adversaries override what they do otherwise.</summary>
internal class NodeStrategy
{
    /// <summary>Its name in tables.</summary>
    public virtual string Name => "honest";

    /// <summary>Whether it does what it should: then nothing may ever be held against it that costs stake.</summary>
    public virtual bool IsHonest => true;

    /// <summary>Class of its device.</summary>
    public virtual uint DeviceClass => 1;

    /// <summary>What it says of itself when it registers.</summary>
    public virtual RegisterNode Introduce(RegisterNode truth) => truth;

    /// <summary>Whether it asks for work.</summary>
    public virtual bool Claims(NodeMachine node) => true;

    /// <summary>Scene packages that it says it holds: whoever holds the scene is drawn more often as its auditor.</summary>
    public virtual IReadOnlyList<Digest> Cached(NodeMachine node) => [];

    /// <summary>Whether it does what it was given; where not, it keeps the lease, and goes on to say that it lives.</summary>
    public virtual bool Works(NodeMachine node, WorkAssignment work) => true;

    /// <summary>Whether it looks at what is open before it asks.</summary>
    public virtual bool Chooses => false;

    /// <summary>The job it chooses; null: it takes what it is given.</summary>
    public virtual JobId? Choose(IReadOnlyList<JobOffer> offers) => null;

    /// <summary>Whether it gives way where it is asked to.</summary>
    public virtual bool Yields(NodeMachine node) => true;

    /// <summary>Why it gives a lease back; null: it does not.</summary>
    public virtual LeaseFailure? Fails(NodeMachine node, WorkAssignment work) => node.CannotLoad(work) ? LeaseFailure.CannotLoad : null;

    /// <summary>Whether it comes back under another key once it is banned.</summary>
    public virtual bool Returns(NodeMachine node) => false;

    /// <summary>Blocks of each task that it delivered and did not render as it should.</summary>
    public Dictionary<TaskId, int> Forged { get; } = [];

    /// <summary>The result of a task, as it will sign it.</summary>
    public virtual ResultFile Render(NodeMachine node, WorkAssignment work) => SyntheticScene.Result(work.Task);

    /// <summary>Share of the honest time that it spends on a task.</summary>
    public virtual double Effort(WorkAssignment work) => 1;

    /// <summary>Whether it delivers what it has rendered.</summary>
    public virtual bool Delivers(NodeMachine node, WorkAssignment work) => true;

    /// <summary>Whether it signs another receipt for a lease that it has delivered.</summary>
    public virtual bool SignsAgain(NodeMachine node, SubmitReceipt receipt) => false;

    /// <summary>The leaves it reports for an audit; null: it does not answer.</summary>
    public virtual IReadOnlyList<AuditedBlock>? Audit(NodeMachine node, WorkAssignment work)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var id = work.Task.Id;
        return
        [
            .. work.Blocks!.Select(block =>
            {
                var rendered = SyntheticScene.Block(work.Task.Package, id.Frame, id.Region, id.Samples, block);
                return new AuditedBlock(block, Leaf.Of(task, block, rendered.Sums, rendered.Rays, rendered.Invalid));
            }),
        ];
    }
}
