using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Messages;

namespace Render.Lifecycle.Desks;

/// <inheritdoc cref="IWalletDesk"/>
/// <param name="ledger">Where it is booked.</param>
/// <param name="books">Keeps it apart from stakes that are locked of the same balance.</param>
/// <param name="chains">The network's chain, or none.</param>
internal sealed class WalletDesk(ILedger ledger, BooksGate books, IEnumerable<IChain> chains) : IWalletDesk
{
    private const int LongestKey = 64;

    private readonly IChain? chain = chains.SingleOrDefault();

    /// <inheritdoc/>
    public async Task<Outcome<DepositView>> Deposit(DepositRequest message, CancellationToken cancellationToken) =>
        chain is null ? NoChain
        : !Accounts.IsFree(message.Account) ? NoAccount(message.Account)
        : await chain.DepositTo(message.Account, cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<WithdrawalView>> Withdraw(WithdrawalRequest message, CancellationToken cancellationToken)
    {
        if (chain is null)
            return NoChain;
        if (!Accounts.IsFree(message.Account))
            return NoAccount(message.Account);
        if (message.Amount.IsZero || message.IdempotencyKey.Length is 0 or > LongestKey)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.AmountInvalid, $"A withdrawal has an amount above zero and a key of 1 to {LongestKey} characters.");
        if (chain.WhyNotTo(message.Account, message.To) is { } reason)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.AddressInvalid, reason, "Copy the address from your wallet; what is sent to a wrong one is lost.");
        var withdrawal = new Withdrawn(message.Account, message.Amount, WalletAddress.Parse(message.To), message.IdempotencyKey);
        LedgerEntry entry;
        try
        {
            entry = await books.Run(() => ledger.Append(withdrawal.ToDraft(), cancellationToken), cancellationToken);
        }
        catch (InsufficientBalanceException e)
        {
            return new Refusal(RefusalKind.PaymentRequired, RefusalCodes.BalanceTooLow, e.Message, "Withdraw less, or wait for what is still being earned.");
        }
        catch (LedgerConflictException)
        {
            return new Refusal(RefusalKind.Conflict, RefusalCodes.KeyReused, $"Key '{message.IdempotencyKey}' named another withdrawal.", "Use a new key.");
        }

        var (state, transaction) = await chain.Progress(entry, cancellationToken);
        return new WithdrawalView(withdrawal.Account, withdrawal.Amount, withdrawal.To, entry.Sequence, state, transaction);
    }

    private static Refusal NoChain { get; } = new(
        RefusalKind.NotFound, RefusalCodes.NoChain, "This network's money is on no chain: nothing comes in from wallets, and nothing goes out to them.", "Begin a network with a chain: `render up --chain`.");

    private static Refusal NoAccount(string account) => new(
        RefusalKind.Invalid, RefusalCodes.AccountInvalid, $"'{account}' is no account of a creator or an operator.", "Write creator:ID or operator:op-ID.");
}
