namespace Render.Lifecycle.Ports;

/// <summary>A key is appended again with another content.</summary>
/// <param name="key">The key.</param>
/// <param name="sequence">The entry that holds it.</param>
public sealed class LedgerConflictException(string key, long sequence)
    : Exception($"Ledger key '{key}' is taken by entry {sequence}, which says something else.")
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The entry that holds it.</summary>
    public long Sequence { get; } = sequence;
}
