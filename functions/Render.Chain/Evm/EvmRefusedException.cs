namespace Render.Chain.Evm;

/// <summary>The chain's node answers that it will not: an unknown method, no coin for gas, a malformed transaction.</summary>
/// <param name="method">What was asked.</param>
/// <param name="code">JSON-RPC's code.</param>
/// <param name="message">What the node says.</param>
public sealed class EvmRefusedException(string method, int code, string message) : Exception($"The chain's node refuses {method}: {message} ({code}).")
{
    /// <summary>What the node says.</summary>
    public string Answer { get; } = message;
}
