using System.Globalization;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Reads long lists page by page.</summary>
internal static class Pages
{
    private const int PageSize = 1_000;

    /// <summary>The ledger's entries from a sequence on.</summary>
    public static async Task<List<LedgerEntryView>> Ledger(AdminClient network, long from, int count, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntryView>();
        long? next = from;
        while (next is { } sequence && entries.Count < count)
        {
            var page = await network.Get<LedgerPage>(
                string.Create(CultureInfo.InvariantCulture, $"/v1/ledger?from={sequence}&max={Math.Min(PageSize, count - entries.Count)}"), cancellation);
            entries.AddRange(page.Entries);
            next = page.Entries.Count == 0 ? null : page.Next;
        }
        return entries;
    }
}
