using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>The end of the book.</summary>
/// <param name="Count">How many entries it has; the next one's sequence.</param>
/// <param name="Hash">The last entry's hash; zero for an empty book.</param>
public readonly record struct LedgerHead(long Count, Digest Hash);
