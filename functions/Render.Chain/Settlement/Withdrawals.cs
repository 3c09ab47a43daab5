using Nethereum.Util;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Lifecycle.Chain;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Messages;

namespace Render.Chain.Settlement;

/// <summary>What can be said of withdrawals; <see cref="Transfers"/> sends them.</summary>
internal sealed class Withdrawals(OutboxStore outbox, Wallets wallets, ChainSettings settings)
{
    private static readonly WalletAddress Nobody = WalletAddress.Parse("0x" + new string('0', 40));

    /// <summary>Why an account's tokens cannot be sent to an address; null: they can.</summary>
    public string? WhyNotTo(string account, string text)
    {
        if (!WalletAddress.TryParse(text, out var address))
            return $"'{text}' is no address: one is 0x and 40 hexadecimal digits.";
        // Digits alone, and letters of one case, carry no checksum.
        if (text.AsSpan(2).ContainsAnyInRange('a', 'f') && text.AsSpan(2).ContainsAnyInRange('A', 'F') && !AddressUtil.Current.IsChecksumAddress(text))
            return $"'{text}' has another checksum than the case of its letters says: a digit of it is wrong.";
        if (address == Nobody)
            return "Nobody has the address 0.";
        var at = settings.Contracts;
        if (new[] { at.Token, at.Escrow, at.Pool, at.BurnMint }.Any(contract => WalletAddress.Parse(contract) == address))
            return $"{text} is one of the network's own contracts, which could not give the tokens back.";
        return WalletAddress.Parse(wallets.AddressOf(account)) == address || WalletAddress.Parse(wallets.DepositKeyOf(account).GetPublicAddress()) == address
            ? $"{text} is the wallet that the network holds for {account}: the tokens would go nowhere."
            : null;
    }

    /// <summary>How far the chain is with a withdrawal.</summary>
    public async Task<(WithdrawalState State, string? Transaction)> Progress(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var sender = wallets.AddressOf(PayloadJson.Read<Withdrawn>(entry).Account);
        return await outbox.Find(sender, Transfers.KeyOf(entry, 0), cancellationToken) is { Value: var sent }
            ? (sent.State == TransactionState.Final ? WithdrawalState.Final : WithdrawalState.Sent, sent.Receipt?.Hash ?? sent.Candidates[^1].Hash)
            : (WithdrawalState.Booked, null);
    }
}
