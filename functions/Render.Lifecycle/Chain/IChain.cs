using Render.Network.Economics;
using Render.Network.Messages;

namespace Render.Lifecycle.Chain;

/// <summary>The chain that a network's money is on, where it has one. The book stays the record of everything; the chain holds the tokens, and follows it.</summary>
public interface IChain
{
    /// <summary>Makes sure that this book and this chain belong together. Before anything is appended.</summary>
    /// <exception cref="ChainMismatchException">They do not.</exception>
    /// <exception cref="Ports.StorageUnavailableException">The chain's node does not answer.</exception>
    Task Open(CancellationToken cancellationToken);

    /// <summary>Follows the book until cancelled.</summary>
    Task Run(CancellationToken cancellationToken);

    /// <summary>Where tokens are sent that are meant for an account; watched from now on.</summary>
    Task<DepositView> DepositTo(string account, CancellationToken cancellationToken);

    /// <summary>Why an account's tokens cannot be sent to an address; null: they can.</summary>
    /// <param name="account">Whose tokens.</param>
    /// <param name="address">The address as a person wrote it.</param>
    string? WhyNotTo(string account, string address);

    /// <summary>How far the chain is with the one transfer of an entry.</summary>
    Task<(WithdrawalState State, string? Transaction)> Progress(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>Book and chain side by side.</summary>
    Task<ChainView> View(CancellationToken cancellationToken);
}
