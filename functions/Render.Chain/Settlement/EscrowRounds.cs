using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Logging;
using Nethereum.Contracts;
using Render.Chain.Bindings.JobEscrow;
using Render.Chain.Bindings.OperatorPool;
using Render.Chain.Claims;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Chain.Settlement;

/// <summary>
/// Charges what the book settled: one epoch of the escrow after the other, each over a stretch of the book that is written down before it is sent. When its window has passed it is accepted,
/// creators get back what is left and operators what they earned. An epoch that the guardian rejects is followed by one over the same stretch and what came since.
/// </summary>
internal sealed class EscrowRounds(
    ILedger book, IEvm evm, TransactionOutbox outbox, Wallets wallets, Orders orders, ChainDocuments documents, ChainClock clock, ChainSettings settings, TimeProvider time, ILogger log)
{
    /// <summary>Charges in an epoch: at 8,200 gas each they fit below what a transaction may take.</summary>
    internal const int MostCharges = 1_500;

    private const string LastRow = "escrow-last";

    private readonly Earnings _earnings = new();
    private long _earnedTo;
    private long? _settledAt;

    // Between the last settlement and here the book settles no job; what only grows need not be read again.
    private long _nothingTo;

    /// <summary>Goes one step further.</summary>
    /// <returns>Whether there was one to go.</returns>
    public async Task<bool> Step(CancellationToken cancellationToken)
    {
        var last = await Last(cancellationToken);
        switch (last?.State)
        {
            case EscrowEpochState.Planned:
                await Open(last, cancellationToken);
                return true;
            case EscrowEpochState.Open:
                return await Decide(last, cancellationToken);
            case EscrowEpochState.Accepted:
                await Pay(last, cancellationToken);
                return true;
            default:
                return await Plan(last, cancellationToken);
        }
    }

    /// <summary>The entry up to which all settled jobs are charged and burned.</summary>
    public async Task<long> ChargedTo(CancellationToken cancellationToken) => await Last(cancellationToken) switch
    {
        null => _nothingTo,
        { State: EscrowEpochState.Accepted or EscrowEpochState.Paid } accepted => Math.Max(accepted.To, _nothingTo),
        var open => open.From,
    };

    /// <summary>The entry up to which all settled jobs are charged and paid.</summary>
    public async Task<long> PaidTo(CancellationToken cancellationToken) => await Last(cancellationToken) switch
    {
        null => 0,
        { State: EscrowEpochState.Paid } paid => paid.To,
        var open => open.From,
    };

    /// <summary>Whether jobs are settled in the book from an entry on.</summary>
    public async Task<bool> HasCharges(long from, CancellationToken cancellationToken) =>
        (await Charges(Math.Max(from, _nothingTo), long.MaxValue, 1, cancellationToken)).Jobs.Count > 0;

    private async Task<EscrowEpoch?> Last(CancellationToken cancellationToken) => await documents.Read<EscrowEpoch>(LastRow, cancellationToken);

    private async Task<bool> Plan(EscrowEpoch? last, CancellationToken cancellationToken)
    {
        if (_settledAt is { } at && time.GetElapsedTime(at) < settings.SettleEvery)
            return false;
        var from = last is null ? 0 : last.State == EscrowEpochState.Rejected ? last.From : last.To;
        var (jobs, to) = await Charges(Math.Max(from, _nothingTo), long.MaxValue, MostCharges, cancellationToken);
        if (jobs.Count == 0)
        {
            _nothingTo = to;
            return false;
        }

        await documents.Write(LastRow, new EscrowEpoch((last?.Number ?? 0) + 1, from, to, EscrowEpochState.Planned), cancellationToken);
        return true;
    }

    private async Task Open(EscrowEpoch epoch, CancellationToken cancellationToken)
    {
        var (jobs, _) = await Charges(epoch.From, epoch.To, MostCharges, cancellationToken);
        var tree = await Tree(epoch, cancellationToken);
        var mined = await outbox.Send(
            Key(epoch, "settle"), wallets.Settler,
            async () => new OutboxCall(settings.Contracts.Escrow, new SettleFunction { Root = tree.Root, Charges = await Lines(jobs, cancellationToken) }.GetCallData()),
            cancellationToken);
        await Check(epoch, jobs, mined, cancellationToken);
        _settledAt = time.GetTimestamp();
        await documents.Write(LastRow, epoch.After(EscrowEpochState.Open), cancellationToken);
    }

    private async Task<List<Charge>> Lines(IReadOnlyList<JobSettled> jobs, CancellationToken cancellationToken)
    {
        var lines = new List<Charge>(jobs.Count);
        foreach (var job in jobs)
        {
            var held = await orders.LockOf(job.Job, cancellationToken);
            lines.Add(new Charge { Job = held.Id(wallets.AddressOf(Accounts.Creator(held.Creator))), Amount = job.Result.Charge.Units });
        }

        return lines;
    }

    /// <summary>What the escrow made of the charges must be what the book made of them.</summary>
    private async Task Check(EscrowEpoch epoch, IReadOnlyList<JobSettled> jobs, MinedReceipt mined, CancellationToken cancellationToken)
    {
        var opened = await Opened(mined, cancellationToken);
        var (burnt, treasury, operators) = (Sum(jobs, r => r.Burn), Sum(jobs, r => r.Treasury), Sum(jobs, r => r.Operators));
        if (opened.Epoch != epoch.Number || opened.Payment.Burnt != burnt || opened.Payment.Treasury != treasury || opened.Payment.Operators != operators)
            throw new ChainMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {epoch.Number} burns {burnt}, keeps {treasury} and pays {operators} units in the book; the escrow's epoch {opened.Epoch} says {opened.Payment.Burnt}, {opened.Payment.Treasury} and {opened.Payment.Operators}."));
    }

    private static BigInteger Sum(IEnumerable<JobSettled> jobs, Func<Render.Network.Economics.Settlement, Tokens> part) =>
        jobs.Aggregate(BigInteger.Zero, (sum, job) => sum + part(job.Result).Units);

    private async Task<SettledEvent> Opened(MinedReceipt mined, CancellationToken cancellationToken) =>
        (await evm.Receipt(mined.Hash, cancellationToken))!.Logs.Where(line => line.IsLogForEvent<SettledEvent>()).Select(line => line.DecodeEvent<SettledEvent>().Event).First();

    private async Task<bool> Decide(EscrowEpoch epoch, CancellationToken cancellationToken)
    {
        var rejected = new IsRejectedFunction { Number = epoch.Number };
        if (await evm.Value<IsRejectedFunction, bool>(settings.Contracts.Escrow, rejected, "bool", cancellationToken))
        {
            log.EpochRejected(epoch.Number);
            await documents.Write(LastRow, epoch.After(EscrowEpochState.Rejected), cancellationToken);
            return true;
        }

        var current = await evm.Query<EpochFunction, EpochOutput>(settings.Contracts.Escrow, new EpochFunction(), cancellationToken);
        // Anyone may have accepted it.
        if (current.RipeAt != 0)
        {
            if (!await clock.Reached((long)current.RipeAt, $"the dispute window of the escrow's epoch {epoch.Number}", cancellationToken))
                return false;
            var settle = (await outbox.Store.Find(wallets.Settler.GetPublicAddress(), Key(epoch, "settle"), cancellationToken))!.Value.Receipt!;
            await outbox.Send(
                Key(epoch, "accept"), wallets.Settler,
                async () => new OutboxCall(settings.Contracts.Escrow, new AcceptFunction { Paid = (await Opened(settle, cancellationToken)).Payment }.GetCallData()),
                cancellationToken);
        }

        await documents.Write(LastRow, epoch.After(EscrowEpochState.Accepted), cancellationToken);
        return true;
    }

    private async Task Pay(EscrowEpoch epoch, CancellationToken cancellationToken)
    {
        var (jobs, _) = await Charges(epoch.From, epoch.To, MostCharges, cancellationToken);
        await Together.Run(jobs, async job => await Return(await orders.LockOf(job.Job, cancellationToken), cancellationToken));
        var tree = await Tree(epoch, cancellationToken);
        await Together.Run(_earnings.Operators, line => Claim(epoch, tree, wallets.AddressOf(Accounts.Operator(line.Key)), line.Value, cancellationToken));
        await documents.Write(LastRow, epoch.After(EscrowEpochState.Paid), cancellationToken);
    }

    private async Task Return(EscrowLock held, CancellationToken cancellationToken)
    {
        const byte Settled = 3;
        var creator = wallets.AddressOf(Accounts.Creator(held.Creator));
        var job = await evm.Query<JobFunction, JobOutput>(settings.Contracts.Escrow, new JobFunction { Id = held.Id(creator) }, cancellationToken);
        // Anyone may have returned it; and where all was charged there is nothing to return.
        if (job.State != Settled || job.Books.Cap == job.Books.Charge)
            return;
        await outbox.Send(
            $"escrow/refund/{held.Text}", wallets.Settler,
            () => Task.FromResult(new OutboxCall(settings.Contracts.Escrow, new RefundFunction { Creator = creator, Order = held.Order }.GetCallData())), cancellationToken);
    }

    private async Task Claim(EscrowEpoch epoch, ClaimTree tree, string account, UInt128 cumulative, CancellationToken cancellationToken)
    {
        var claimed = new ClaimedFunction { Operator = account };
        if (await evm.Value<ClaimedFunction, BigInteger>(settings.Contracts.Pool, claimed, "uint256", cancellationToken) >= (BigInteger)cumulative)
            return;
        await outbox.Send(
            Key(epoch, $"claim/{account}"), wallets.Settler,
            () => Task.FromResult(new OutboxCall(
                settings.Contracts.Pool, new ClaimFunction { Operator = account, Cumulative = (BigInteger)cumulative, Proof = [.. tree.Proof(account)] }.GetCallData())),
            cancellationToken);
    }

    private async Task<ClaimTree> Tree(EscrowEpoch epoch, CancellationToken cancellationToken)
    {
        if (_earnedTo < epoch.To)
        {
            var (jobs, _) = await Charges(_earnedTo, epoch.To, int.MaxValue, cancellationToken);
            foreach (var job in jobs)
                _earnings.Add(job.Result.Payouts);
            _earnedTo = epoch.To;
        }

        return _earnings.Tree(settings.Contracts.ChainId, settings.Contracts.Pool, wallets);
    }

    /// <summary>Settled jobs of a stretch of the book, so many at most, and the entry after the last that was looked at.</summary>
    private async Task<(IReadOnlyList<JobSettled> Jobs, long To)> Charges(long from, long to, int most, CancellationToken cancellationToken)
    {
        var jobs = new List<JobSettled>();
        while (from < to && await book.Read(from, 1_000, cancellationToken) is { Count: > 0 } page)
            foreach (var entry in page)
            {
                if (entry.Sequence >= to)
                    return (jobs, to);
                from = entry.Sequence + 1;
                if (entry.Kind != LedgerEntryKind.JobSettled)
                    continue;
                jobs.Add(PayloadJson.Read<JobSettled>(entry));
                if (jobs.Count == most)
                    return (jobs, from);
            }

        return (jobs, from);
    }

    private static string Key(EscrowEpoch epoch, string step) => string.Create(CultureInfo.InvariantCulture, $"escrow/{epoch.Number}/{step}");
}
