using System.Numerics;
using Nethereum.Contracts;
using Nethereum.Signer;
using Render.Chain.Bindings.RenderToken;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Chain.Settlement;

/// <summary>
/// Follows those entries of the book whose tokens go from wallet to wallet, in the book's order: grants, deposits, withdrawals, stakes, slashes, bonds; and releases what a job without accepted work had locked.
/// An entry whose giver's wallet does not hold enough yet, since earnings are not claimed yet, is put off and tried again after every claim.
/// </summary>
internal sealed class Transfers(
    ILedger book, IEvm evm, TransactionOutbox outbox, Wallets wallets, GasFloat gas, Orders orders, ChainDocuments documents, ChainSettings settings) : IDisposable
{
    private const string Row = "transfers";
    private const int PageSize = 1_000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private TransferCursor? _cursor;

    /// <summary>Follows all that the book has now.</summary>
    /// <returns>Where it stands.</returns>
    public async Task<TransferCursor> Step(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var cursor = await PutOff(await Cursor(cancellationToken), cancellationToken);
            while (await book.Read(cursor.Next, PageSize, cancellationToken) is { Count: > 0 } page)
            {
                var moved = page.Count == PageSize;
                foreach (var entry in page)
                {
                    var followed = await Follow(entry, cancellationToken);
                    cursor = new TransferCursor(entry.Sequence + 1, followed == Followed.NotYet ? [.. cursor.PutOff, entry.Sequence] : cursor.PutOff);
                    moved |= followed != Followed.NothingToMove;
                }

                // Entries that move nothing are soon read again.
                if (moved)
                    await documents.Write(Row, cursor, cancellationToken);
                _cursor = cursor;
            }

            return cursor;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The key of one of an entry's transfers.</summary>
    public static string KeyOf(LedgerEntry entry, int number) => FormattableString.Invariant($"{entry.Key}/{number}");

    /// <summary>Where it stands.</summary>
    public async Task<TransferCursor> Cursor(CancellationToken cancellationToken) =>
        _cursor ??= await documents.Read<TransferCursor>(Row, cancellationToken) ?? new TransferCursor(0, []);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<TransferCursor> PutOff(TransferCursor cursor, CancellationToken cancellationToken)
    {
        foreach (var sequence in cursor.PutOff)
            if (await Follow((await book.Read(sequence, 1, cancellationToken))[0], cancellationToken) != Followed.NotYet)
            {
                cursor = cursor with { PutOff = [.. cursor.PutOff.Where(other => other != sequence)] };
                await documents.Write(Row, cursor, cancellationToken);
                _cursor = cursor;
            }

        return cursor;
    }

    private async Task<Followed> Follow(LedgerEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case LedgerEntryKind.Faucet or LedgerEntryKind.StakeLocked or LedgerEntryKind.StakeReleased or LedgerEntryKind.Slashed
                or LedgerEntryKind.DisputeOpened or LedgerEntryKind.DisputeDecided:
                var movements = Movement.Of(entry.Postings);
                for (var i = 0; i < movements.Count; i++)
                    if (!await Move(KeyOf(entry, i), movements[i], cancellationToken))
                        return Followed.NotYet;
                return Followed.ToTheEnd;
            case LedgerEntryKind.Deposited when PayloadJson.Read<Deposited>(entry) is var deposit:
                return await Send(KeyOf(entry, 0), wallets.DepositKeyOf(deposit.Account), deposit.Amount.Units, (amount, _) => Transfer(wallets.AddressOf(deposit.Account), amount), cancellationToken)
                    ? Followed.ToTheEnd
                    : Followed.NotYet;
            case LedgerEntryKind.Withdrawn when PayloadJson.Read<Withdrawn>(entry) is var withdrawal:
                return await Send(KeyOf(entry, 0), wallets.KeyOf(withdrawal.Account), withdrawal.Amount.Units, (amount, _) => Transfer(withdrawal.To.Value, amount), cancellationToken)
                    ? Followed.ToTheEnd
                    : Followed.NotYet;
            case LedgerEntryKind.JobRefunded:
                await Release(PayloadJson.Read<JobRefunded>(entry), cancellationToken);
                return Followed.ToTheEnd;
            default:
                // Locks come before their entries; settlements and epochs have their own rounds; the rest moves nothing.
                return Followed.NothingToMove;
        }
    }

    private Task<bool> Move(string key, Movement movement, CancellationToken cancellationToken) =>
        Send(key, wallets.KeyOf(movement.From), movement.Amount, (amount, stop) => Data(movement, amount, stop), cancellationToken);

    /// <summary>Sends what a wallet gives away.</summary>
    /// <returns>False where it does not hold so much yet.</returns>
    private async Task<bool> Send(string key, EthECKey signer, UInt128 units, Func<BigInteger, CancellationToken, Task<byte[]>> data, CancellationToken cancellationToken)
    {
        var amount = (BigInteger)units;
        if (await outbox.Store.Find(signer.GetPublicAddress(), key, cancellationToken) is null)
        {
            var balance = new BalanceOfFunction { Account = signer.GetPublicAddress() };
            if (await evm.Value<BalanceOfFunction, BigInteger>(settings.Contracts.Token, balance, "uint256", cancellationToken) < amount)
                return false;
            await gas.Ensure(key, signer, cancellationToken);
        }

        await outbox.Send(key, signer, async () => new OutboxCall(settings.Contracts.Token, await data(amount, cancellationToken)), cancellationToken);
        return true;
    }

    private async Task<byte[]> Data(Movement movement, BigInteger amount, CancellationToken cancellationToken) => movement.To switch
    {
        Accounts.Burned => new BurnFunction { Value = amount }.GetCallData(),
        Accounts.Treasury => await Transfer(await Treasury(cancellationToken), amount),
        _ => await Transfer(wallets.AddressOf(movement.To), amount),
    };

    private static Task<byte[]> Transfer(string to, BigInteger amount) => Task.FromResult(new TransferFunction { To = to, Value = amount }.GetCallData());

    private Task<string> Treasury(CancellationToken cancellationToken) =>
        evm.Value<Bindings.JobEscrow.TreasuryFunction, string>(settings.Contracts.Escrow, new Bindings.JobEscrow.TreasuryFunction(), "address", cancellationToken);

    private async Task Release(JobRefunded refund, CancellationToken cancellationToken)
    {
        var creator = wallets.AddressOf(Accounts.Creator(refund.Creator));
        var held = await orders.LockOf(refund.Job, cancellationToken);
        await outbox.Send(
            $"escrow/cancel/{held.Text}", wallets.Settler,
            () => Task.FromResult(new OutboxCall(settings.Contracts.Escrow, new Bindings.JobEscrow.CancelFunction { Creator = creator, Order = held.Order }.GetCallData())),
            cancellationToken);
    }
}

/// <summary>How far the book is followed.</summary>
/// <param name="Next">The first entry that is not.</param>
/// <param name="PutOff">Entries before it whose giver does not hold enough yet.</param>
internal sealed record TransferCursor(long Next, IReadOnlyList<long> PutOff);

/// <summary>What became of an entry.</summary>
internal enum Followed
{
    /// <summary>It is not for transfers.</summary>
    NothingToMove,

    /// <summary>Its tokens are where it says.</summary>
    ToTheEnd,

    /// <summary>Its giver does not hold enough yet.</summary>
    NotYet,
}
