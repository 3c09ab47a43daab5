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

    /// <summary>Book and chain side by side.</summary>
    Task<ChainView> View(CancellationToken cancellationToken);
}
