using System.Collections.Concurrent;
using System.Numerics;
using Microsoft.Extensions.Logging;
using Nethereum.Model;
using Nethereum.Signer;
using Nethereum.Util;
using Render.Chain.Evm;
using Render.Lifecycle.Ports;

namespace Render.Chain.Outbox;

/// <summary>
/// Sends each transaction once, whatever crashes. A nonce is taken and the signed bytes are recorded in one commit, before anything is sent; from then on only those bytes are sent, or the
/// same call with higher fees under the same nonce, of which the chain takes one. It is final once its block is as deep as asked for; a block that is gone puts it back.
/// </summary>
/// <param name="evm">The node.</param>
/// <param name="store">The records.</param>
/// <param name="settings">How to look and pay.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told what is unusual.</param>
internal sealed class TransactionOutbox(IEvm evm, OutboxStore store, OutboxSettings settings, TimeProvider time, ILogger log)
{
    /// <summary>So often it is looked again before a nonce counts as somebody else's: a node may know the count before the receipt.</summary>
    private const int TakenLooks = 5;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _signing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The records.</summary>
    public OutboxStore Store => store;

    /// <summary>Does something once: sends it, or goes on with what was sent under this key before, and waits until it is final.</summary>
    /// <param name="key">What is done.</param>
    /// <param name="signer">Who does it.</param>
    /// <param name="call">How; asked only where nothing is recorded under the key.</param>
    /// <param name="cancellationToken">Gives up waiting; what is recorded stays.</param>
    /// <returns>Where it was mined.</returns>
    /// <exception cref="ContractRevertedException">The contract refuses it, now or in a block; a later try is another transaction.</exception>
    /// <exception cref="NonceTakenException">Somebody else uses the key.</exception>
    /// <exception cref="NonceGapException">The records are not those that the key was used with.</exception>
    public async Task<MinedReceipt> Send(string key, EthECKey signer, Func<Task<OutboxCall>> call, CancellationToken cancellationToken)
    {
        var sender = signer.GetPublicAddress();
        var found = await store.Find(sender, key, cancellationToken);
        if (found is null || found.Value.State == TransactionState.Reverted)
            found = await Sign(key, sender, signer, await call(), cancellationToken);
        return await Follow(found, signer, cancellationToken);
    }

    /// <summary>Records a signed transaction under the sender's next nonce.</summary>
    private async Task<StateDocument<OutboxTransaction>> Sign(string key, string sender, EthECKey signer, OutboxCall call, CancellationToken cancellationToken)
    {
        var gas = await evm.EstimateGas(sender, call.To, call.Data, (BigInteger)call.Value, cancellationToken);
        var gate = _signing.GetOrAdd(sender, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (await store.Find(sender, key, cancellationToken) is { } other && other.Value.State != TransactionState.Reverted)
                    return other;
                var cursor = await store.Cursor(sender, cancellationToken);
                var count = await evm.TransactionCount(sender, cancellationToken);
                if (cursor is not null && count > cursor.Value.Next)
                    throw new NonceTakenException(sender, cursor.Value.Next, key);
                // Contracts may need a little more than was estimated, where others came between.
                var unsigned = new OutboxTransaction(
                    key, sender, cursor?.Value.Next ?? count, call.To, NethereumEvm.Hex(call.Data), call.Value, gas + gas / 4, TransactionState.Signed, []);
                var (baseFee, tip) = await Market(cancellationToken);
                var signed = unsigned with { Candidates = [Sign(unsigned, settings.Fees.First(baseFee, tip), signer)] };
                if (await store.Add(cursor, signed, cancellationToken))
                    return (await store.At(sender, signed.Nonce, cancellationToken))!;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private Candidate Sign(OutboxTransaction transaction, Fees fees, EthECKey signer)
    {
        var typed = new Transaction1559(
            settings.ChainId, transaction.Nonce, (BigInteger)fees.Tip, (BigInteger)fees.Most, transaction.Gas, transaction.To, (BigInteger)transaction.Value, transaction.Data, null);
        var raw = NethereumEvm.Bytes("0x" + new Transaction1559Signer().SignTransaction(signer, typed).Replace("0x", "", StringComparison.Ordinal));
        return new Candidate(NethereumEvm.Hex(Sha3Keccack.Current.CalculateHash(raw)), NethereumEvm.Hex(raw), fees, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>Brings a recorded transaction to its end.</summary>
    private async Task<MinedReceipt> Follow(StateDocument<OutboxTransaction> found, EthECKey signer, CancellationToken cancellationToken)
    {
        var (taken, sent) = (0, default(long?));
        while (true)
        {
            var sight = await Look(found.Value, cancellationToken);
            var step = OutboxDecision.Next(found.Value, sight, settings.Confirmations, settings.Fees.BumpAfter, time.GetUtcNow().ToUnixTimeMilliseconds());
            switch (step)
            {
                case OutboxStep.Done:
                    return found.Value.State == TransactionState.Final
                        ? found.Value.Receipt!
                        : throw new ContractRevertedException(found.Value.Failure ?? "no reason given");
                case OutboxStep.RecordInclusion:
                    found = await store.Change(found, found.Value.After(TransactionEvent.Included, Receipt(sight.Receipt!)), cancellationToken);
                    continue;
                case OutboxStep.RecordDrop:
                    log.BlockGone(found.Value.Key, found.Value.Receipt!.BlockNumber);
                    (found, sent) = (await store.Change(found, found.Value.After(TransactionEvent.Dropped, null), cancellationToken), null);
                    continue;
                case OutboxStep.Confirm:
                    found = await Confirm(found, sight.Receipt!, cancellationToken);
                    continue;
                case OutboxStep.NonceTaken when ++taken >= TakenLooks:
                    throw new NonceTakenException(found.Value.Sender, found.Value.Nonce, found.Value.Key);
                case OutboxStep.Replace:
                    (found, sent) = (await Replace(found, signer, cancellationToken), null);
                    continue;
                case OutboxStep.Send when sent is null || time.GetElapsedTime(sent.Value) >= settings.SendAgain:
                    await evm.Send(NethereumEvm.Bytes(found.Value.Candidates[^1].Raw), cancellationToken);
                    sent = time.GetTimestamp();
                    continue;
                case OutboxStep.SendPredecessor when sent is null:
                    // Those before it are sent by whoever waits for them.
                    await evm.Send(NethereumEvm.Bytes(found.Value.Candidates[^1].Raw), cancellationToken);
                    sent = time.GetTimestamp();
                    break;
                case OutboxStep.SendPredecessor when time.GetElapsedTime(sent.Value) >= settings.SendAgain:
                    await SendFrom(found.Value.Sender, sight.Count, found.Value.Nonce, cancellationToken);
                    sent = time.GetTimestamp();
                    break;
            }

            await Task.Delay(settings.Poll, time, cancellationToken);
        }
    }

    private async Task<OutboxSight> Look(OutboxTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction.State is TransactionState.Final or TransactionState.Reverted)
            return new OutboxSight(0, 0, null);
        var count = await evm.TransactionCount(transaction.Sender, cancellationToken);
        EvmReceipt? receipt = null;
        if (count > transaction.Nonce)
            foreach (var candidate in transaction.Candidates.Reverse())
                // The node might answer from a block that is no longer the chain's.
                if (await evm.Receipt(candidate.Hash, cancellationToken) is { } mined
                    && (await evm.Block(mined.BlockNumber, cancellationToken))?.Hash == mined.BlockHash)
                    receipt = mined;
        return new OutboxSight(receipt is null ? 0 : (await evm.Block(null, cancellationToken))!.Number, count, receipt);
    }

    private async Task<StateDocument<OutboxTransaction>> Confirm(StateDocument<OutboxTransaction> found, EvmReceipt receipt, CancellationToken cancellationToken)
    {
        var (transaction, mined) = (found.Value, Receipt(receipt));
        return receipt.Succeeded
            ? await store.Change(found, transaction.After(TransactionEvent.Confirmed, mined), cancellationToken)
            : await store.Change(found, transaction.After(TransactionEvent.Refused, mined, await Reason(transaction, receipt, cancellationToken)), cancellationToken);
    }

    /// <summary>Why a mined transaction was refused, by calling it again where it was.</summary>
    private async Task<string> Reason(OutboxTransaction transaction, EvmReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await evm.Call(transaction.Sender, transaction.To, NethereumEvm.Bytes(transaction.Data), receipt.BlockNumber - 1, cancellationToken);
            return receipt.GasUsed >= transaction.Gas ? "out of gas" : "no reason that shows when it is called again";
        }
        catch (ContractRevertedException e)
        {
            return e.Reason;
        }
        catch (EvmRefusedException e)
        {
            return $"its reason is not known any more ({e.Answer})";
        }
    }

    private async Task<StateDocument<OutboxTransaction>> Replace(StateDocument<OutboxTransaction> found, EthECKey signer, CancellationToken cancellationToken)
    {
        var (baseFee, tip) = await Market(cancellationToken);
        var last = found.Value.Candidates[^1];
        if (settings.Fees.Next(last.Fees, baseFee, tip) is not { } higher)
        {
            log.FeeAtCeiling(found.Value.Key, last.Fees.Most);
            // The same bytes once more, dated now: the ceiling is looked at again later.
            return await store.Change(found, found.Value with { Candidates = [.. found.Value.Candidates.SkipLast(1), last with { SignedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds() }] }, cancellationToken);
        }

        log.FeeRaised(found.Value.Key, last.Fees.Most, higher.Most);
        return await store.Change(found, found.Value with { Candidates = [.. found.Value.Candidates, Sign(found.Value, higher, signer)] }, cancellationToken);
    }

    /// <summary>Sends what was recorded from a nonce on: the chain may have lost it, final or not.</summary>
    private async Task SendFrom(string sender, long from, long to, CancellationToken cancellationToken)
    {
        for (var nonce = from; nonce <= to; nonce++)
        {
            var recorded = await store.At(sender, nonce, cancellationToken) ?? throw new NonceGapException(sender, nonce);
            var candidate = recorded.Value.Candidates.FirstOrDefault(c => c.Hash == recorded.Value.Receipt?.Hash) ?? recorded.Value.Candidates[^1];
            await evm.Send(NethereumEvm.Bytes(candidate.Raw), cancellationToken);
        }
    }

    private async Task<(UInt128 BaseFee, UInt128 Tip)> Market(CancellationToken cancellationToken) =>
        ((UInt128)(await evm.Block(null, cancellationToken))!.BaseFee, (UInt128)await evm.SuggestedTip(cancellationToken));

    private static MinedReceipt Receipt(EvmReceipt found) => new(found.Hash, found.BlockNumber, found.BlockHash, found.GasUsed, (UInt128)found.GasPrice);
}
