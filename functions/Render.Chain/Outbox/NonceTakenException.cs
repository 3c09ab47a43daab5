namespace Render.Chain.Outbox;

/// <summary>A key of the network was used by something else: a nonce is taken by a transaction that was not signed here. Nothing of the network's was paid by it, and nothing more is signed
/// with the key, until whoever holds it says why.</summary>
/// <param name="sender">Whose nonce.</param>
/// <param name="nonce">Which.</param>
/// <param name="what">What was to be sent.</param>
public sealed class NonceTakenException(string sender, long nonce, string what)
    : Exception($"Nonce {nonce} of {sender} was used by a transaction that was not signed here, so '{what}' cannot be sent. The key must be the network's alone: find out who else has it.")
{
    /// <summary>Whose nonce.</summary>
    public string Sender { get; } = sender;

    /// <summary>Which.</summary>
    public long Nonce { get; } = nonce;
}
