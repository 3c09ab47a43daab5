using System.Globalization;
using System.Text.Json;
using Render.Network.Economics.Payloads;

namespace Render.Network.Economics;

/// <summary>
/// The independent auditor: from a bundle alone it verifies the chain, the signatures, the beacon and the draws, decides every verdict again
/// and derives every payout, burn and mint to the last unit. What it cannot know, and takes as recorded: which receipts were never recorded,
/// who owns a node, which nodes were fit to audit, what the reference CPU computed (anybody with the scene can repeat that), and answered wake-ups.
/// </summary>
public static class BookAudit
{
    /// <summary>Audits a bundle.</summary>
    /// <returns>All that is wrong, in ledger order; empty where the books pass.</returns>
    public static IReadOnlyList<BookFinding> Run(AuditBundle bundle)
    {
        using var index = new BundleIndex(bundle);
        var payloads = Decode(bundle.Entries, index);
        var run = new BookAuditRun(index);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < bundle.Entries.Count; i++)
        {
            var entry = bundle.Entries[i];
            (run.Sequence, run.TimeUnixMs) = (entry.Sequence, entry.TimeUnixMs);
            CheckChain(run, entry, i, keys);
            if (payloads[i] is { } payload) CheckEntry(run, entry, payload);
            else run.Report(BookFault.Payload, $"the payload of {entry.Key} is not the canonical JSON of {entry.Kind}");
        }

        run.Sequence = -1;
        CheckTotals(run);
        return run.Findings;
    }

    private static LedgerPayload?[] Decode(IReadOnlyList<LedgerEntry> entries, BundleIndex index)
    {
        var payloads = new LedgerPayload?[entries.Count];
        for (var i = 0; i < payloads.Length; i++)
        {
            try
            {
                payloads[i] = PayloadJson.Read(entries[i].Kind, entries[i].Payload.Span);
                if (payloads[i] is JobSettled settled) index.AddSalt(settled.Job, settled.Salt);
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
            {
                // Stays null, and becomes a finding at its place in the ledger.
            }
        }

        return payloads;
    }

    private static void CheckChain(BookAuditRun run, LedgerEntry entry, int position, HashSet<string> keys)
    {
        var last = run.Books.Last;
        run.Demand(entry.Sequence == position, BookFault.Sequence, string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence} stands at place {position}"));
        run.Demand(entry.Previous == (last?.Hash ?? default), BookFault.Hash, "the previous hash is not that of the entry before");
        run.Demand(LedgerHash.Of(entry) == entry.Hash, BookFault.Hash, "the hash is not that of the content");
        run.Demand(keys.Add(entry.Key), BookFault.Key, $"{entry.Key} occurs twice");
        run.Demand(last is null || entry.TimeUnixMs >= last.TimeUnixMs, BookFault.Time, "older than the entry before");
        run.Demand((position == 0) == (entry.Kind == LedgerEntryKind.Genesis), BookFault.Genesis, $"{entry.Kind} at place {position.ToString(CultureInfo.InvariantCulture)}");
    }

    private static void CheckEntry(BookAuditRun run, LedgerEntry entry, LedgerPayload payload)
    {
        try
        {
            run.Demand(entry.Key == payload.Key(), BookFault.Key, $"{entry.Key} is not {payload.Key()}");
            run.Demand(entry.Postings.SequenceEqual(payload.Postings()), BookFault.Postings, "the postings are not those of the payload");
            foreach (var (fault, detail) in LedgerRules.Check(entry.Postings, run.Books.Balance)) run.Report(fault, detail);
            BookAuditRules.Check(run, payload);
            run.Books.Apply(entry, payload);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            run.Report(BookFault.Totals, $"{entry.Kind} {entry.Key}: {e.Message}");
        }
    }

    private static void CheckTotals(BookAuditRun run)
    {
        var books = run.Books;
        var sum = books.Balances.Values.Aggregate(System.Numerics.BigInteger.Zero, static (sum, balance) => sum + balance);
        run.Demand(sum.IsZero, BookFault.Totals, $"all balances add up to {sum}, not 0");
        foreach (var (account, balance) in books.Balances)
            run.Demand(balance > 0 || Accounts.IsSource(account), BookFault.Totals, $"{account} holds {balance.ToString(CultureInfo.InvariantCulture)}");
        foreach (var (job, book) in books.Jobs)
            run.Demand(!book.Closed || books.Balance(Accounts.Escrow(job)) == 0, BookFault.Totals, $"{job} is closed and escrow holds something");
    }
}
