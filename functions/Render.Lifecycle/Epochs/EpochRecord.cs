using System.Globalization;
using Render.Network.Messages;

namespace Render.Lifecycle.Epochs;

/// <summary>An epoch's document.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ends">When it is due to end, or ended.</param>
/// <param name="View">The closed books; null while it is open.</param>
public sealed record EpochRecord(int Number, DateTimeOffset Started, DateTimeOffset Ends, EpochView? View = null)
{
    /// <summary>Partition of all epochs.</summary>
    public const string Partition = "epochs";

    /// <summary>The row's key.</summary>
    public static string Row(int number) => number.ToString("D8", CultureInfo.InvariantCulture);
}
