using System.Globalization;

namespace Render.Storage.Ledger;

/// <summary>The stored book is not an unbroken chain of entries. Nothing is written to it.</summary>
/// <param name="segment">The blob.</param>
/// <param name="offset">Where in it, in bytes.</param>
/// <param name="why">What was found.</param>
/// <param name="inner">The cause.</param>
public sealed class LedgerDamagedException(string segment, long offset, string why, Exception? inner = null)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"The ledger cannot be trusted: {segment}, byte {offset}: {why}. Restore the segment from a version or a copy."), inner)
{
    /// <summary>The blob.</summary>
    public string Segment { get; } = segment;

    /// <summary>Where in it, in bytes.</summary>
    public long Offset { get; } = offset;
}
