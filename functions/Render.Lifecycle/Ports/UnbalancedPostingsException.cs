namespace Render.Lifecycle.Ports;

/// <summary>A draft's postings are no double entry; it was not appended.</summary>
/// <param name="key">The draft's key.</param>
/// <param name="why">What is wrong with them.</param>
public sealed class UnbalancedPostingsException(string key, string why) : Exception($"Ledger draft '{key}': {why}.")
{
    /// <summary>The draft's key.</summary>
    public string Key { get; } = key;
}
