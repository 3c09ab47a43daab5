using Render.Lifecycle.Results;
using Render.Network.Messages;

namespace Render.Lifecycle.Desks;

/// <summary>How tokens come into the book from wallets outside, and leave it, where the network's money is on a chain.</summary>
public interface IWalletDesk
{
    /// <summary>The address that credits an account; from then on it is watched.</summary>
    Task<Outcome<DepositView>> Deposit(DepositRequest message, CancellationToken cancellationToken);

    /// <summary>Books a withdrawal, once for a key, and tells how far the chain is with it; asked again, only that.</summary>
    Task<Outcome<WithdrawalView>> Withdraw(WithdrawalRequest message, CancellationToken cancellationToken);
}
