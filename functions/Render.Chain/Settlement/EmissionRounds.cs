using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Logging;
using Nethereum.Contracts;
using Render.Chain.Bindings.BurnMint;
using Render.Chain.Claims;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Chain.Settlement;

/// <summary>Mints what the book minted: each closed epoch is reported to BurnMint with the root of what each operator has earned of all emission, closed when its window has passed, and
/// claimed. A report that the guardian rejects is posted again, since the book has not changed.</summary>
internal sealed class EmissionRounds(
    ILedger book, IEvm evm, TransactionOutbox outbox, Wallets wallets, ChainDocuments documents, ChainClock clock, ChainSettings settings, ILogger log)
{
    private const string Row = "emission";

    private readonly Earnings _earnings = new();
    private int _earnedTo;
    private BigInteger _minted;

    /// <summary>Goes one step further.</summary>
    /// <param name="chargedTo">The entry up to which the book's charges are burned.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one to go.</returns>
    public async Task<bool> Step(long chargedTo, CancellationToken cancellationToken)
    {
        var round = await Round(cancellationToken);
        if (await Entry(round.Epoch, cancellationToken) is not { } entry || entry.Sequence > chargedTo)
            return false;
        var closed = PayloadJson.Read<EpochClosed>(entry);
        var tree = await Tree(round.Epoch, cancellationToken);
        if (await Ask<NextEpochFunction>(new NextEpochFunction(), "uint64", cancellationToken) <= round.Epoch)
            return await Report(round, closed, tree, cancellationToken);
        await Check(closed, cancellationToken);
        await Together.Run(_earnings.Operators, line => Claim(round, tree, wallets.AddressOf(Accounts.Operator(line.Key)), line.Value, cancellationToken));
        await documents.Write(Row, new EmissionRound(round.Epoch + 1, 0), cancellationToken);
        return true;
    }

    /// <summary>Whether every closed epoch of the book is minted and claimed.</summary>
    public async Task<bool> IsDone(CancellationToken cancellationToken) => await Entry((await Round(cancellationToken)).Epoch, cancellationToken) is null;

    private async Task<EmissionRound> Round(CancellationToken cancellationToken) => await documents.Read<EmissionRound>(Row, cancellationToken) ?? new EmissionRound(0, 0);

    private Task<LedgerEntry?> Entry(int epoch, CancellationToken cancellationToken) =>
        book.Find(string.Create(CultureInfo.InvariantCulture, $"epoch/{epoch}"), cancellationToken);

    private async Task<bool> Report(EmissionRound round, EpochClosed closed, ClaimTree tree, CancellationToken cancellationToken)
    {
        var pending = (await evm.Query<PendingFunction, PendingOutput>(settings.Contracts.BurnMint, new PendingFunction(), cancellationToken)).Result1;
        if (pending.PostedAt == 0)
            return await Post(round, closed, tree, cancellationToken);
        if (!pending.Root.AsSpan().SequenceEqual(tree.Root))
            throw new ChainMismatchException($"the pending report of epoch {round.Epoch} has the root 0x{Convert.ToHexStringLower(pending.Root)}, the book's is 0x{Convert.ToHexStringLower(tree.Root)}.");
        var window = await Ask<WindowSecondsFunction>(new WindowSecondsFunction(), "uint32", cancellationToken);
        if (!await clock.Reached((long)(pending.PostedAt + window), $"the dispute window of the report of epoch {round.Epoch}", cancellationToken))
            return false;
        await Send(Key(round, "close"), new CloseFunction(), cancellationToken);
        return true;
    }

    private async Task<bool> Post(EmissionRound round, EpochClosed closed, ClaimTree tree, CancellationToken cancellationToken)
    {
        var ends = await Ask<EndOfFunction>(new EndOfFunction { Epoch = round.Epoch }, "uint256", cancellationToken);
        if (!await clock.Reached((long)ends, $"the end of epoch {round.Epoch}", cancellationToken))
            return false;
        if (await outbox.Store.Find(wallets.Settler.GetPublicAddress(), Key(round, "post"), cancellationToken) is { Value.State: TransactionState.Final })
        {
            // Posted, not closed and not pending: rejected.
            log.ReportRejected(round.Epoch);
            round = round with { Attempt = round.Attempt + 1 };
            await documents.Write(Row, round, cancellationToken);
        }

        var report = new PostFunction
        {
            Epoch = round.Epoch,
            MicroWorkUnits = closed.Work.Aggregate(BigInteger.Zero, static (sum, line) => sum + line.MicroWorkUnits),
            Answered = closed.Availability.Aggregate(BigInteger.Zero, static (sum, line) => sum + line.Answered),
            Root = tree.Root,
        };
        await Send(Key(round, "post"), report, cancellationToken);
        return true;
    }

    /// <summary>What the contract minted must be what the book minted.</summary>
    private async Task Check(EpochClosed closed, CancellationToken cancellationToken)
    {
        if (await Ask<NextEpochFunction>(new NextEpochFunction(), "uint64", cancellationToken) != closed.Epoch + 1)
            return;
        var minted = await Ask<MintedFunction>(new MintedFunction(), "uint128", cancellationToken);
        var carried = await Ask<CarriedFunction>(new CarriedFunction(), "uint128", cancellationToken);
        if (minted != _minted || carried != closed.Result.CarryOut.Units)
            throw new ChainMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"after epoch {closed.Epoch} the book has minted {_minted} units and carries {closed.Result.CarryOut.Units}, BurnMint {minted} and {carried}: its terms or schedule are not the policy's."));
    }

    private async Task Claim(EmissionRound round, ClaimTree tree, string account, UInt128 cumulative, CancellationToken cancellationToken)
    {
        if (await Ask<ClaimedFunction>(new ClaimedFunction { Account = account }, "uint256", cancellationToken) < (BigInteger)cumulative)
            await Send(
                Key(round with { Attempt = 0 }, $"claim/{account}"), new ClaimFunction { Account = account, Cumulative = (BigInteger)cumulative, Proof = [.. tree.Proof(account)] }, cancellationToken);
    }

    private async Task<ClaimTree> Tree(int epoch, CancellationToken cancellationToken)
    {
        for (; _earnedTo <= epoch; _earnedTo++)
        {
            var result = PayloadJson.Read<EpochClosed>((await Entry(_earnedTo, cancellationToken))!).Result;
            _earnings.Add(result.Payouts);
            _minted += result.Minted.Units;
        }

        return _earnings.Tree(settings.Contracts.ChainId, settings.Contracts.BurnMint, wallets);
    }

    private Task<MinedReceipt> Send<TFunction>(string key, TFunction function, CancellationToken cancellationToken)
        where TFunction : FunctionMessage, new() =>
        outbox.Send(key, wallets.Settler, () => Task.FromResult(new OutboxCall(settings.Contracts.BurnMint, function.GetCallData())), cancellationToken);

    private Task<BigInteger> Ask<TFunction>(TFunction function, string type, CancellationToken cancellationToken)
        where TFunction : FunctionMessage, new() =>
        evm.Value<TFunction, BigInteger>(settings.Contracts.BurnMint, function, type, cancellationToken);

    private static string Key(EmissionRound round, string step) =>
        string.Create(CultureInfo.InvariantCulture, $"emission/{round.Epoch}/{step}{(round.Attempt > 0 ? $"/{round.Attempt}" : "")}");
}

/// <summary>Which epoch is reported next.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Attempt">How often its report was rejected.</param>
internal sealed record EmissionRound(int Epoch, int Attempt);
