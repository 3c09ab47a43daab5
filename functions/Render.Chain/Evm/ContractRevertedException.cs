namespace Render.Chain.Evm;

/// <summary>A contract refuses a call, or refused a transaction; nothing was moved.</summary>
/// <param name="reason">The contract's error with its arguments, as the bindings know it.</param>
public sealed class ContractRevertedException(string reason) : Exception($"The contract refuses: {reason}.")
{
    /// <summary>The contract's error with its arguments.</summary>
    public string Reason { get; } = reason;
}
