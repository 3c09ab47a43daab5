using Nethereum.Signer;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;

namespace Render.Chain.Settlement;

/// <summary>Coin for gas in the wallets that the network holds, from the faucet's key: wallets are made by the book and begin with none.</summary>
internal sealed class GasFloat(IEvm evm, TransactionOutbox outbox, Wallets wallets)
{
    /// <summary>Below this a wallet gets more: 0.01 coin pays for some ten transactions at 5 gwei.</summary>
    private static readonly UInt128 Least = 10_000_000_000_000_000;

    private static readonly UInt128 Float = 50_000_000_000_000_000;

    /// <summary>Makes sure that a wallet can pay for a transaction.</summary>
    /// <param name="key">The transaction that is to be sent.</param>
    /// <param name="signer">The wallet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task Ensure(string key, EthECKey signer, CancellationToken cancellationToken)
    {
        var address = signer.GetPublicAddress();
        if (address != wallets.Faucet.GetPublicAddress() && await evm.Balance(address, cancellationToken) < Least)
            await outbox.Send($"gas/{key}", wallets.Faucet, () => Task.FromResult(new OutboxCall(address, [], Float)), cancellationToken);
    }
}
