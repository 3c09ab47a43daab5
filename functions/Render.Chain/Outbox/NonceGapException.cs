namespace Render.Chain.Outbox;

/// <summary>The chain waits for a nonce that nothing was signed under here, while later ones were: the record was lost, or is another network's.</summary>
/// <param name="sender">Whose nonce.</param>
/// <param name="nonce">Which.</param>
public sealed class NonceGapException(string sender, long nonce)
    : Exception($"The chain waits for nonce {nonce} of {sender}, and nothing was recorded under it: this is not the state that the key was used with.")
{
    /// <summary>Whose nonce.</summary>
    public string Sender { get; } = sender;

    /// <summary>Which.</summary>
    public long Nonce { get; } = nonce;
}
