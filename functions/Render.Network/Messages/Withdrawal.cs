using Render.Network.Economics;

namespace Render.Network.Messages;

/// <summary>Where tokens are sent to on the chain that are meant for an account.</summary>
/// <param name="Account">A creator's or an operator's account.</param>
public sealed record DepositRequest(string Account);

/// <summary>An account's deposit address.</summary>
/// <param name="Account">The account that is credited.</param>
/// <param name="Address">Where to send tokens, with its checksum (EIP-55). It stays the same.</param>
/// <param name="ChainId">The chain's number.</param>
/// <param name="Token">The token's contract; no other token and no coin is credited.</param>
/// <param name="Least">The least transfer that is credited.</param>
/// <param name="Confirmations">How deep a transfer's block must be before it is.</param>
public sealed record DepositView(string Account, string Address, long ChainId, string Token, Tokens Least, int Confirmations);

/// <summary>Sends an account's tokens to a wallet outside.</summary>
/// <param name="Account">A creator's or an operator's account.</param>
/// <param name="Amount">How much, &gt; 0.</param>
/// <param name="To">The wallet: 0x and 40 hexadecimal digits; letters of both cases must be its checksum (EIP-55).</param>
/// <param name="IdempotencyKey">Names this withdrawal, 1 to 64 characters: repeating it pays nothing more, and tells how far it is.</param>
public sealed record WithdrawalRequest(string Account, Tokens Amount, string To, string IdempotencyKey);

/// <summary>A withdrawal.</summary>
/// <param name="Account">Whose tokens.</param>
/// <param name="Amount">How much.</param>
/// <param name="To">The wallet that gets them.</param>
/// <param name="Sequence">Its ledger entry.</param>
/// <param name="State">How far it is.</param>
/// <param name="Transaction">The chain's transaction; null before it is signed.</param>
public sealed record WithdrawalView(string Account, Tokens Amount, WalletAddress To, long Sequence, WithdrawalState State, string? Transaction = null);

/// <summary>How far a withdrawal is.</summary>
public enum WithdrawalState
{
    /// <summary>It is in the book; the account's wallet waits for what the account has earned, or for its turn.</summary>
    Booked,

    /// <summary>Its transaction is signed and sent, and not final yet.</summary>
    Sent,

    /// <summary>The tokens are in the wallet, and stay there.</summary>
    Final,
}
