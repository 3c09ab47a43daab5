using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Epochs;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Activities;

/// <summary>
/// Mints an epoch's emission by the jobs settled in it, alone with the books, and begins the next epoch. The ledger's entry decides; whoever comes
/// second finds it there.
/// </summary>
internal sealed class CloseEpoch(
    IState state, ILedger ledger, TaskBoard board, BooksGate books, PolicyBook policies, IWorkflows workflows, LifecycleMetrics metrics, INetworkEvents events, TimeProvider clock)
    : IActivity<int, long>
{
    /// <summary>The registered name. The result is the ledger sequence of the closing entry.</summary>
    public static ActivityName<int, long> Name { get; } = new("close-epoch");

    /// <inheritdoc/>
    public async Task<long> Run(ActivityContext context, int input, CancellationToken cancellationToken)
    {
        var entry = await books.Run(() => Close(input, cancellationToken), cancellationToken);
        var view = await Note(input, entry, cancellationToken);
        if (board.Earn(entry.Sequence, view.Payouts))
            events.Publish(new EpochEnded(view));
        await workflows.Start(EpochWorkflow.IdOf(input + 1), EpochWorkflow.Name.Name, input + 1, cancellationToken);
        return entry.Sequence;
    }

    private async Task<LedgerEntry> Close(int number, CancellationToken cancellationToken)
    {
        if (await ledger.Find($"epoch/{number}", cancellationToken) is { } before)
            return before;
        var last = number > 0 ? await ledger.Find($"epoch/{number - 1}", cancellationToken) : null;
        var previous = last is null ? null : PayloadJson.Read<EpochClosed>(last);
        var (work, burned) = await Since(last?.Sequence + 1 ?? 0, cancellationToken);
        var closed = EpochClosed.Of(number, policies.Current, previous?.Result.CarryOut ?? Tokens.Zero, previous?.Stock ?? Tokens.Zero, work, [], burned);
        var entry = await ledger.Append(closed.ToDraft(), cancellationToken);
        metrics.Minted(closed.Result.Minted);
        return entry;
    }

    /// <summary>Writes the closed books into the epoch's document, unless they are there.</summary>
    /// <returns>The books as they stand there.</returns>
    private async Task<EpochView> Note(int number, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var closed = PayloadJson.Read<EpochClosed>(entry);
        while (true)
        {
            var found = await state.Get<EpochRecord>(EpochRecord.Partition, EpochRecord.Row(number), cancellationToken)
                ?? throw new InvalidDataException($"Epoch {number} never began.");
            if (found.Value.View is { } known)
                return known;
            var view = EpochViews.Closed(found.Value, closed, entry, clock.GetUtcNow());
            if ((await state.Commit(EpochRecord.Partition, [StateWrite.Update(found, found.Value with { Ends = view.Ends, View = view })], cancellationToken)).Succeeded)
                return view;
        }
    }

    private async Task<(IReadOnlyList<NodeEmissionWork> Work, Tokens Burned)> Since(long from, CancellationToken cancellationToken)
    {
        var (work, burned, convicted) = (new SortedDictionary<NodeId, NodeEmissionWork>(), Tokens.Zero, board.ConvictedNodes());
        while (await ledger.Read(from, 1_000, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                foreach (var posting in entry.Postings)
                    if (posting.Account == Accounts.Burned && posting.Delta > 0)
                        burned += new Tokens((UInt128)posting.Delta);
                if (entry.Kind == LedgerEntryKind.JobSettled)
                    foreach (var line in PayloadJson.Read<JobSettled>(entry).Result.Emission)
                        if (line.MicroWorkUnits > 0 && !convicted.Contains(line.Node))
                            work[line.Node] = work.TryGetValue(line.Node, out var sum)
                                ? sum with { MicroWorkUnits = checked(sum.MicroWorkUnits + line.MicroWorkUnits) }
                                : line;
            }

            from = page[^1].Sequence + 1;
        }

        return ([.. work.Values], burned);
    }
}
