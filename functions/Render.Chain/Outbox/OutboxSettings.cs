namespace Render.Chain.Outbox;

/// <summary>How transactions are sent and looked after.</summary>
/// <param name="ChainId">The chain's number, part of every signature.</param>
/// <param name="Confirmations">How deep a block must be until what it holds is final, from 1: the block itself.</param>
/// <param name="Poll">How often a transaction is looked for.</param>
/// <param name="Fees">What is offered for gas.</param>
internal sealed record OutboxSettings(long ChainId, int Confirmations, TimeSpan Poll, FeePolicy Fees)
{
    /// <summary>How long what was sent and is not mined stays unsent again. Default 5 s.</summary>
    public TimeSpan SendAgain { get; init; } = TimeSpan.FromSeconds(5);
}
