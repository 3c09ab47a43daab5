using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Disputes;

/// <summary>Decides a dispute by the votes, or by the reference CPU where they do not, divides the money, and puts it on everybody's record.</summary>
internal sealed class DecideDispute(
    DisputeStore disputes, JobStore jobs, TaskRows rows, DisputeTimes times, IState state, ILedger ledger, ReferenceCheck reference, TaskBoard board, PolicyBook policies, BooksGate books,
    Standings standings, Creators creators, TimeProvider clock, LifecycleOptions options) : IActivity<Digest, bool>
{
    /// <summary>The registered name. The result is false where arbiters have time left by the coordinator's date.</summary>
    public static ActivityName<Digest, bool> Name { get; } = new("decide-dispute");

    /// <inheritdoc/>
    public async Task<bool> Run(ActivityContext context, Digest input, CancellationToken cancellationToken)
    {
        var dispute = disputes.Get(input);
        if (dispute is { State: DisputeState.Decided, Unrecorded: false })
            return true;
        if (!dispute.Seats.All(seat => seat.Revealed) && await times.ToReveal(dispute, cancellationToken) > TimeSpan.Zero)
            return false;
        var job = await jobs.Get(dispute.Entry.Task.Job, cancellationToken);
        var decided = await books.Run(() => Decide(dispute, job, policies.Of(job), cancellationToken), cancellationToken);
        foreach (var part in decided.Result.Paid)
            if (part.Account.StartsWith("stake:", StringComparison.Ordinal) && NodeId.TryParse(part.Account["stake:".Length..], out var payer))
                board.SetStake(payer, new Tokens((UInt128)await ledger.Balance(part.Account, cancellationToken)));
        await disputes.Change(
            input,
            record => DisputeTransitions.Allows(record.State, DisputeEvent.Settled)
                ? record with { State = DisputeTransitions.Next(record.State, DisputeEvent.Settled, input.ToString()), Result = decided.Result, Decided = clock.GetUtcNow(), Unrecorded = true }
                : null,
            cancellationToken);
        await Follow(decided, cancellationToken);
        await disputes.Change(input, record => record.Unrecorded ? record with { Unrecorded = false } : null, cancellationToken);
        return true;
    }

    private async Task<DisputeDecided> Decide(DisputeRecord dispute, JobRecord job, Policy policy, CancellationToken cancellationToken)
    {
        if (await ledger.Find(DisputeDecided.KeyOf(dispute.Receipt), cancellationToken) is { } before)
            return PayloadJson.Read<DisputeDecided>(before);
        var (task, difference) = (dispute.Entry.Task, dispute.Entry.Difference);
        var receipt = await rows.Receipt(job, task, dispute.Receipt, cancellationToken);
        var terms = new DisputeTerms(
            dispute.Receipt, dispute.Entry.Creator, dispute.Node, dispute.Operator, receipt.TaskDigest, task.Samples.Count, difference.Block, difference.Left, difference.Right,
            dispute.Entry.Bond, await Stake(dispute.Node, cancellationToken), policy.Disputes, policy.Penalties);
        var panel = new List<ArbiterAnswer>();
        foreach (var seat in dispute.Seats)
        {
            var shown = await ledger.Find(ArbiterRevealed.KeyOf(dispute.Receipt, seat.Node), cancellationToken) is { } entry ? PayloadJson.Read<ArbiterRevealed>(entry).Leaf : default(MerkleSum?);
            panel.Add(new ArbiterAnswer(new ArbiterSeat(seat.Node, seat.Operator), shown, await Stake(seat.Node, cancellationToken)));
        }

        var word = DisputeDecided.NeedsReference(terms, panel) ? await Reference(job, task, receipt, difference, cancellationToken) : null;
        var decided = DisputeDecided.Of(terms, panel, word);
        await ledger.Append(decided.ToDraft(), cancellationToken);
        return decided;
    }

    private async Task<ReferenceBlock> Reference(JobRecord job, TaskId task, ReceiptRecord receipt, FirstDifference difference, CancellationToken cancellationToken)
    {
        var package = await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken)
            ?? throw new InvalidDataException($"Package {job.Spec.Package} of {job.Id} is gone.");
        var scene = new ReferenceScene(job.Spec.Package, package.Value.Files, options.SettingsOf(job.Spec));
        return (await reference.Blocks(task, scene, receipt, [new AuditedBlock(difference.Block, difference.Left)], [difference.Block], null, cancellationToken))[0];
    }

    private async Task<Tokens> Stake(NodeId node, CancellationToken cancellationToken) => new((UInt128)await ledger.Balance(Accounts.Stake(node), cancellationToken));

    /// <summary>Puts on record what it says of all who took part. Each finds out whether it was done; run twice, or again after a crash, it comes to the same.</summary>
    private async Task Follow(DisputeDecided decided, CancellationToken cancellationToken)
    {
        var (terms, result) = (decided.Terms, decided.Result);
        if (result.Winner == DisputeWinner.Node)
            creators.Note(terms.Creator, CauseOf(terms.Receipt), CreatorEvent.DisputeLost);
        else
            await Count(terms.Node, result.EngineFault ? Fault.EngineFault : Fault.DisputeLost);
        foreach (var answer in decided.Panel)
            await Count(answer.Seat.Node, answer.Leaf is null ? Fault.NoArbitration : answer.Leaf == result.Truth ? null : Fault.FalseArbitration);

        Task Count(NodeId node, Fault? fault) => standings.Disputed(node, terms.Receipt, fault, disputes.IsUnrecorded, cancellationToken);
    }

    /// <summary>What a lost dispute is counted as in its creator's record.</summary>
    public static string CauseOf(Digest receipt) => $"dispute/{receipt}";
}
