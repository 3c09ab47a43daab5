namespace Render.Local.Durable;

/// <summary>What a turn came to.</summary>
/// <param name="Outcome">Where it left the instance.</param>
/// <param name="Calls">What it asked, in order.</param>
internal sealed record TurnResult(TurnOutcome Outcome, IReadOnlyList<Call> Calls)
{
    /// <summary>The result of a completed run, or the input of the next generation; UTF-8 JSON.</summary>
    internal byte[]? Payload { get; init; }

    internal string? Error { get; init; }

    /// <summary>The custom status as UTF-8 JSON; null where this generation has set none, so that the one before stays; empty where it took it away.</summary>
    internal byte[]? Status { get; init; }

    /// <summary>Inbox positions of events that came and that nobody took, for the next generation.</summary>
    internal IReadOnlyList<long> Untaken { get; init; } = [];
}
