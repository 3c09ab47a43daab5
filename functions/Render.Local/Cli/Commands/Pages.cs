using System.Globalization;
using Render.Network.Jobs;
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

    /// <summary>All tasks of a job, in order.</summary>
    public static async Task<List<TaskView>> Tasks(AdminClient network, JobId job, CancellationToken cancellation)
    {
        var tasks = new List<TaskView>();
        while (true)
        {
            // A page begins with the task it is asked to begin with: the last one of the page before.
            var from = tasks.Count == 0 ? "" : $"&from={Uri.EscapeDataString(tasks[^1].Task.Key)}";
            var page = await network.Get<IReadOnlyList<TaskView>>(string.Create(CultureInfo.InvariantCulture, $"/v1/jobs/{job}/tasks?max={PageSize}{from}"), cancellation);
            tasks.AddRange(tasks.Count == 0 ? page : page.Skip(1));
            if (page.Count < PageSize)
                return tasks;
        }
    }
}
