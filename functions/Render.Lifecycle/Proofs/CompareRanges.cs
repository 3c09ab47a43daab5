using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// Compares the ranges of a statistical job's tile once all are there: first the comparison is in the ledger, then the verdicts that follow from it, then the
/// rows. Of every tile the reference CPU renders the blocks that the beacon draws, with samples of its own. Ranges that agree with each other and with those
/// are accepted; where they do not, or the beacon draws the tile whole, the reference CPU renders all of it, and who differs from that stands alone: another operator's node renders the range, and it is compared again. Nobody is convicted.
/// </summary>
/// <remarks>A crash at any point leaves a range without its row's last move; the tile is then compared again, and every step finds what it did before.</remarks>
internal sealed class CompareRanges(
    TaskBoard board, TaskStore tasks, ILedger ledger, IReferenceEngine engine, ResultStore results, BeaconKeeper beacon, Standings standings, Attribution attribution,
    PolicyBook policies, LifecycleMetrics metrics, INetworkEvents events, TimeProvider clock, ILogger<CompareRanges> log)
{
    /// <summary>Compares the tiles that wait for it.</summary>
    /// <returns>How many.</returns>
    public Task<int> Step(CancellationToken cancellationToken) => InTurn.Do(board.TakeTiles(), tile => Compare(tile, cancellationToken), board.GiveBackTiles);

    private async Task Compare(Tile tile, CancellationToken cancellationToken)
    {
        foreach (var (row, receipt, _) in Waiting(board.Read(tile.Ranges)))
            if (await ledger.Find(VerdictRecorded.KeyOf(row.Id, receipt.Digest), cancellationToken) is { } decided)
                await Carry(row, receipt, PayloadJson.Read<VerdictRecorded>(decided), null, cancellationToken);
        var ranges = board.Read(() => tile.IsReady ? tile.Ranges() : []);
        var waiting = Waiting(ranges).ToList();
        if (waiting.Count == 0)
            return;
        using var span = JobTrace.Begin("compare", tile.Job.Record, waiting[^1].Receipt.Trace).Of(waiting[0].Row.Id);
        var policy = policies.Of(tile.Job.Record);
        var compared = await Record(tile.Job, ranges, policy, cancellationToken);
        var rays = ranges.ToDictionary(range => range.Receipt.Digest, range => range.Receipt.Rays);
        var verdicts = new List<(BoardTask Row, ReceiptRecord Receipt, VerdictRecorded Verdict)>();
        foreach (var (row, receipt, _) in waiting)
        {
            var verdict = VerdictRecorded.OfRange(receipt.Payload(row.Id), compared, digest => rays[digest], policy.Statistical);
            verdicts.Add((row, receipt, await ledger.AppendFirst(verdict, cancellationToken)));
        }

        // Who is accepted comes first: once a row is open again, the tile is not looked at until that range is back.
        foreach (var (row, receipt, verdict) in verdicts.OrderBy(decided => decided.Verdict.Decision))
            await Carry(row, receipt, verdict, span, cancellationToken);
    }

    private static IEnumerable<(BoardTask Row, ReceiptRecord Receipt, bool Judged)> Waiting(IEnumerable<(BoardTask Row, ReceiptRecord Receipt, bool Judged)> ranges) =>
        ranges.Where(range => range.Judged);

    private async Task<RangesCompared> Record(
        BoardJob job, List<(BoardTask Row, ReceiptRecord Receipt, bool Judged)> ranges, Policy policy, CancellationToken cancellationToken)
    {
        var listed = ranges.ConvertAll(range => new ComparedRange(range.Row.Id, range.Receipt.Digest, range.Judged));
        if (await ledger.Find(RangesCompared.KeyOf([.. listed.Select(range => range.Receipt)]), cancellationToken) is { } before)
            return PayloadJson.Read<RangesCompared>(before);
        var files = new List<ResultFile>();
        foreach (var (row, receipt, _) in ranges)
        {
            var opened = await results.Open(row.Id, receipt.Result, cancellationToken);
            files.Add(opened.IsRefused ? throw new InvalidDataException($"The result of receipt {receipt.Digest} cannot be read: {opened.Refusal.Detail}") : opened.Value);
        }

        var last = Waiting(ranges).MaxBy(range => range.Receipt.Sequence).Receipt;
        var reveal = await beacon.After(last.Sequence, cancellationToken);
        var seed = Challenge.Seed(reveal.Element, job.Record.Salt, last.Digest);
        var compared = new RangesCompared(
            listed,
            [.. RangesCompared.PairsOf(listed).Select(pair => new RangePair(pair.First, pair.Second, StatisticalRule.Compare(files[pair.First], files[pair.Second])))],
            reveal.Sequence,
            Challenge.IsRepeated(seed, policy.AuditRepeatPpm),
            null,
            null);
        var blocks = files[0].Blocks;
        if (compared.NeedsSpot(policy.Statistical))
            compared = compared with
            {
                Spot = await Reference(job, compared, files, Challenge.DrawBlocks(seed, blocks, policy.Tiers.For(job.Record.Tier).AuditRatePpm), cancellationToken),
            };
        if (compared.NeedsReference(policy.Statistical))
            compared = compared with { Reference = await Reference(job, compared, files, [.. Enumerable.Range(0, blocks)], cancellationToken) };
        // A coordinator that is deposed by now may have been first.
        return await ledger.AppendFirst(compared, cancellationToken);
    }

    private async Task<RangeReference> Reference(BoardJob job, RangesCompared compared, List<ResultFile> files, IReadOnlyList<int> drawn, CancellationToken cancellationToken)
    {
        var header = files[0].Header with { Samples = StatisticalRule.ReferenceSamples(files[0].Header.Samples, job.Settings.Samples) };
        var rendered = (await engine.Render(
            new ReferenceScene(job.Record.Spec.Package, job.Files, job.Settings), header.Frame, header.Region, header.Samples, drawn, cancellationToken))
            .ToDictionary(block => block.Block);
        var file = ResultFile.Create(header, (block, sums) =>
        {
            if (!rendered.TryGetValue(block, out var found))
                return default;
            for (var i = 0; i < sums.Length; i++)
                sums.Span[i] = BinaryPrimitives.ReadInt64LittleEndian(found.Sums.AsSpan(sizeof(long) * i));
            return (found.Rays, found.Invalid);
        });
        return new RangeReference(
            Digest.Of(file.Content.Span), rendered.Values.Aggregate(0UL, static (sum, block) => sum + block.Rays),
            [.. compared.Judged().Select(place => drawn.Aggregate(0UL, (sum, block) => sum + files[place].Block(block).Rays))],
            [.. compared.Judged().Select(place => StatisticalRule.Compare(files[place], file, drawn))]);
    }

    private async Task Carry(BoardTask task, ReceiptRecord receipt, VerdictRecorded verdict, Activity? span, CancellationToken cancellationToken)
    {
        var (accepted, now) = (Verdict.Pays(verdict.Decision), clock.GetUtcNow());
        span?.SetTag(Tags.Decision, verdict.Decision.ToString());
        var changed = await tasks.Change(
            task,
            row => row.State != TaskState.Submitted || row.Receipt!.Digest != receipt.Digest ? null
                // What is not paid does not bring the job nearer to its cap.
                : accepted ? TaskMoves.Accept(
                    verdict.RenderedRays < receipt.Rays ? row with { Receipt = row.Receipt with { PaidRays = verdict.RenderedRays } } : row, null, TaskEvent.VerdictAccepted, now)
                : TaskMoves.Reopen(row, TaskEvent.StoodAlone, now, "It differs beyond chance from the reference CPU's rendering, or claims more rays."),
            cancellationToken);
        if (changed is null)
            return;
        task.Tree = null;
        metrics.Decided(verdict.Decision.ToString(), !accepted);
        events.Publish(new VerdictReached(task.Id, verdict.Node, null, verdict.Decision.ToString()));
        if (accepted)
        {
            standings.Accepted(verdict.Node, task.Record.Work, receipt.Millis, replicated: false);
            await attribution.Succeeded(task.Job, verdict.Operator, cancellationToken);
        }
        else
        {
            log.Verdict(task.Id, verdict.Node, verdict.Decision.ToString());
            await standings.Faulted(verdict.Node, Fault.Diverged, cancellationToken);
        }
    }
}
