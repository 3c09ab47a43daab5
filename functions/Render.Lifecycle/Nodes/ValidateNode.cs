using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Nodes;

/// <summary>
/// Lets a node prove itself before it is paid: it renders blocks whose answer the reference CPU knows. Where its bytes are its own, a report shows no more of
/// it than the rays that it counted for the same samples; what it makes of a picture is compared in every job that it takes.
/// </summary>
internal sealed class ValidateNode(
    TaskBoard board, NodeStore nodes, IReferenceEngine engine, Assignments assignments, ReadableBlobs readable, ExactMode exact, PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    private const int MostFailures = 3;
    private const int SecondsOut = 600;

    /// <summary>The challenge that a node must do next; null where it needs none. The same until it is answered.</summary>
    public async Task<WorkAssignment?> Due(BoardNode node, CancellationToken cancellationToken)
    {
        var record = node.Record;
        if (record.Status is NodeStatus.Quarantined or NodeStatus.Excluded && !(record.QuarantinedUntil > clock.GetUtcNow()))
            record = await nodes.Change(node.Id, found => EngineMoves.Served(found, clock.GetUtcNow()), cancellationToken) ?? node.Record;
        if (record.Status != NodeStatus.Validating)
            return null;
        if (record.Validation is null)
            record = await nodes.Change(
                node.Id,
                found => found is { Status: NodeStatus.Validating, Validation: null } ? found with { Validation = Next(found, exact.WhyOut(found) is not null) } : null,
                cancellationToken) ?? node.Record;
        // Another claim of the node was first: what it found counts.
        if (record is not { Status: NodeStatus.Validating, Validation: { } validation })
            return null;
        var challenge = await Challenge(validation, cancellationToken);
        readable.Add(challenge.Scene.Package, challenge.Scene.Files);
        readable.Use(challenge.Scene.Package, PlacementPolicy.Anywhere);
        return assignments.Validation(challenge, validation.Lease, validation.Number);
    }

    /// <summary>Takes the answer to a challenge.</summary>
    public async Task<Outcome<AuditAccepted>> Run(BoardNode node, SubmitAudit message, AuditReport report, CancellationToken cancellationToken)
    {
        var record = node.Record;
        if (record.Status != NodeStatus.Validating || record.Validation is not { } validation || validation.Lease != message.LeaseId)
            // Answered before: the status says with what result.
            return new AuditAccepted(message.LeaseId, board.StatusOf(node));
        var challenge = await Challenge(validation, cancellationToken);
        var task = TaskDigest.Of(
            options.NetworkId, Assignments.ValidationOrder(options.NetworkId, validation.Number), challenge.Scene.Package,
            challenge.Scene.Settings.ToDigest(), challenge.Frame, challenge.Region, challenge.Samples);
        var expected = new AuditRules.Expected(
            options.NetworkId, Digest.OfText(Assignments.ValidationJob.Value), task, validation.Lease, node.KeyDigest, options.EngineBuild,
            challenge.Blocks, validation.Granted);
        if (AuditRules.Check(report, expected, clock.GetUtcNow(), options.ClockTolerance) is { } wrong)
            return wrong;
        board.Answered(node);
        var truth = await engine.Render(challenge.Scene, challenge.Frame, challenge.Region, challenge.Samples, challenge.Blocks, cancellationToken);
        var leaves = truth.Select(block => Leaf.Of(task, block.Block, block.Sums, block.Rays, block.Invalid)).Zip(report.Blocks.Select(block => block.Leaf));
        var right = validation.Statistical
            ? leaves.All(pair => PairedTest.CountsAgree(pair.Second, pair.First))
            : leaves.All(pair => pair.First == pair.Second);
        var next = await nodes.Change(
            node.Id,
            found => found is { Status: NodeStatus.Validating, Validation: { } open } && open.Lease == validation.Lease ? Decided(found, right) : null,
            cancellationToken);
        return new AuditAccepted(message.LeaseId, next?.Status ?? record.Status);
    }

    private NodeRecord Decided(NodeRecord node, bool right)
    {
        if (right)
            return EngineMoves.Validated(node);
        var failed = node with { Validation = null, ValidationsFailed = node.ValidationsFailed + 1, Reason = "Its validation challenge came out wrong." };
        return failed.ValidationsFailed < MostFailures
            ? failed
            : EngineMoves.PutOut(failed, "wrong validations", SecondsOut, policies.Current.Quarantine, clock.GetUtcNow())! with { ValidationsFailed = 0 };
    }

    private async Task<ValidationChallenge> Challenge(ValidationRecord validation, CancellationToken cancellationToken)
    {
        var challenge = await engine.Challenge(validation.Number, cancellationToken);
        var settings = challenge.Scene.Settings;
        return validation.Statistical
            ? challenge with { Scene = challenge.Scene with { Settings = settings with { Engine = EngineNames.Statistical(settings.Engine) } } }
            : challenge;
    }

    private ValidationRecord Next(NodeRecord node, bool statistical)
    {
        // Which challenge comes next follows from the key and the failures so far: a node cannot shop for an easy one.
        var key = new CanonicalWriter(LifecycleTags.ValidationNumber).Digest(options.NetworkId).Text(node.Id.Value).I32(node.ValidationsFailed).ToDigest().ToArray();
        var number = BitConverter.ToUInt16(key) & 0x3ff;
        return new ValidationRecord(number, new LeaseId(key.AsSpan(0, LeaseId.Size)), clock.GetUtcNow(), statistical);
    }
}
