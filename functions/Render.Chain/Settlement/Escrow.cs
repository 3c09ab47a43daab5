using System.Numerics;
using Nethereum.ABI;
using Nethereum.Contracts;
using Nethereum.Signer;
using Render.Chain.Bindings.JobEscrow;
using Render.Chain.Bindings.RenderToken;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;

namespace Render.Chain.Settlement;

/// <summary>Locks caps in the escrow, for creators whose wallets the network holds.</summary>
internal sealed class Escrow(IEvm evm, TransactionOutbox outbox, Wallets wallets, GasFloat gas, ChainSettings settings)
{
    private static readonly byte[] PermitType = Claims.Keccak.Of("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"u8.ToArray());

    /// <summary>Locks a job's cap, once; when it returns, the lock is final.</summary>
    /// <param name="held">The job's lock.</param>
    /// <param name="cap">How much.</param>
    /// <param name="split">How the book will split the charge: the escrow must too.</param>
    /// <param name="cancellationToken">Gives up; what was sent stays sent.</param>
    /// <exception cref="InsufficientBalanceException">The creator's wallet holds less.</exception>
    /// <exception cref="ChainMismatchException">The escrow's terms are not the policy's.</exception>
    /// <exception cref="StorageUnavailableException">It is not final yet; the same call finds it later.</exception>
    public Task Lock(EscrowLock held, Tokens cap, ChargeSplit split, CancellationToken cancellationToken) => Send(
        held, cap, FormattableString.Invariant($"escrow/lock/{held.Text}/{cap}"),
        async (now, permit, stop) => new LockWithPermitFunction
        {
            Order = held.Order,
            Cap = cap.Units,
            Deadline = now + (long)settings.LockFor.TotalSeconds,
            Terms = await LatestTerms(split, stop),
            Permit = permit,
        }.GetCallData(),
        cancellationToken);

    /// <summary>Raises a job's cap, once for a request; its terms and its deadline stay.</summary>
    /// <inheritdoc cref="Lock"/>
    public Task TopUp(EscrowLock held, EscrowToppedUp topUp, CancellationToken cancellationToken) => Send(
        held, topUp.Amount, $"escrow/top-up/{held.Text}/{topUp.Request}",
        (_, permit, _) => Task.FromResult(new TopUpWithPermitFunction { Order = held.Order, Amount = topUp.Amount.Units, Deadline = 0, Permit = permit }.GetCallData()),
        cancellationToken);

    private async Task Send(EscrowLock held, Tokens amount, string key, Func<long, Permit, CancellationToken, Task<byte[]>> data, CancellationToken cancellationToken)
    {
        var account = Accounts.Creator(held.Creator);
        var signer = wallets.KeyOf(account);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Patience);
        try
        {
            if (await outbox.Store.Find(signer.GetPublicAddress(), key, patience.Token) is null or { Value.State: TransactionState.Reverted })
            {
                await Demand(account, amount.Units, patience.Token);
                await gas.Ensure(key, signer, patience.Token);
            }

            await outbox.Send(key, signer, Call, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException(settings.Node.ToString(), "the lock is on its way and not final yet");
        }

        async Task<OutboxCall> Call()
        {
            var now = (await evm.Block(null, patience.Token))!.Time;
            var permit = await Permit(amount.Units, signer, now + 86_400, patience.Token);
            return new OutboxCall(settings.Contracts.Escrow, await data(now, permit, patience.Token));
        }
    }

    private async Task Demand(string account, UInt128 amount, CancellationToken cancellationToken)
    {
        var has = await evm.Value<BalanceOfFunction, BigInteger>(
            settings.Contracts.Token, new BalanceOfFunction { Account = wallets.AddressOf(account) }, "uint256", cancellationToken);
        if (has < (BigInteger)amount)
            throw new InsufficientBalanceException(account, (Int128)has, (Int128)amount);
    }

    /// <summary>The number of the latest terms, which must split as the book does.</summary>
    private async Task<BigInteger> LatestTerms(ChargeSplit split, CancellationToken cancellationToken)
    {
        var number = (await evm.Query<SettingsFunction, SettingsOutput>(settings.Contracts.Escrow, new SettingsFunction(), cancellationToken)).Terms;
        var latest = (await evm.Query<TermsOfFunction, TermsOfOutput>(settings.Contracts.Escrow, new TermsOfFunction { Number = number }, cancellationToken)).Result1;
        return latest.BurnBp == split.BurnBp && latest.TreasuryBp == split.TreasuryBp
            ? number
            : throw new ChainMismatchException(
                $"the policy burns {split.BurnBp} and keeps {split.TreasuryBp} basis points, the escrow's terms {number} say {latest.BurnBp} and {latest.TreasuryBp}: its owner must set new terms.");
    }

    private async Task<Permit> Permit(UInt128 amount, EthECKey signer, long deadline, CancellationToken cancellationToken)
    {
        var owner = signer.GetPublicAddress();
        var nonce = await evm.Value<NoncesFunction, BigInteger>(settings.Contracts.Token, new NoncesFunction { Owner = owner }, "uint256", cancellationToken);
        var domain = await evm.Value<DOMAIN_SEPARATORFunction, byte[]>(settings.Contracts.Token, new DOMAIN_SEPARATORFunction(), "bytes32", cancellationToken);
        var body = Claims.Keccak.Of(new ABIEncode().GetABIEncoded(
            new ABIValue("bytes32", PermitType), new ABIValue("address", owner), new ABIValue("address", settings.Contracts.Escrow),
            new ABIValue("uint256", (BigInteger)amount), new ABIValue("uint256", nonce), new ABIValue("uint256", deadline)));
        var signature = signer.SignAndCalculateV(Claims.Keccak.Of([0x19, 0x01], domain, body));
        return new Permit { Deadline = deadline, V = signature.V[0], R = Word(signature.R), S = Word(signature.S) };
    }

    private static byte[] Word(byte[] number) => [.. new byte[32 - number.Length], .. number];
}
