using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>
/// What the audit demands of statistical jobs: that ranges are compared which may be, that the reference CPU took part where the draw or an alarm calls for
/// it, and that each verdict is what the recorded sums give. The sums themselves anybody can make again who has the results, by <see cref="StatisticalRule.Compare"/>.
/// </summary>
internal static class RangeAuditRules
{
    /// <summary>Whether a verdict is on a range: its job is statistical.</summary>
    public static bool Concerns(BookAuditRun run, VerdictRecorded verdict) =>
        run.Books.Jobs.TryGetValue(verdict.Task.Job, out var job) && job.Order.Statistical;

    public static void CheckCompared(BookAuditRun run, RangesCompared compared)
    {
        var books = run.Books;
        if (!run.Demand(compared.Judged().Any(), BookFault.Ranges, "nobody is judged")) return;
        var task = compared.Ranges[0].Task;
        if (BookAuditRules.Open(run, task.Job) is not { Order.Statistical: true } job || books.PolicyOf(job.Order.Policy) is not { } policy)
        {
            run.Report(BookFault.Order, $"{task.Job} is not open, or is exact");
            return;
        }

        var receipts = new List<ReceiptBook>();
        foreach (var range in compared.Ranges)
            if (run.Demand(books.Receipts.TryGetValue(range.Receipt, out var receipt), BookFault.Receipt, $"receipt {range.Receipt} is not recorded"))
                receipts.Add(receipt!);
        if (receipts.Count != compared.Ranges.Count) return;
        CheckRanges(run, compared, receipts);
        if (CheckDraw(run, compared, job, policy) is { } drawn)
            CheckReference(run, compared, policy.Statistical, drawn);
    }

    public static void CheckVerdict(BookAuditRun run, VerdictRecorded verdict)
    {
        var books = run.Books;
        if (!run.Demand(books.Receipts.TryGetValue(verdict.Receipt, out var receipt), BookFault.Receipt, $"receipt {verdict.Receipt} is not recorded")) return;
        if (!run.Demand(receipt!.Ranges is not null, BookFault.Ranges, "it is judged before its tile was compared")) return;
        var policy = books.PolicyOf(books.Jobs[verdict.Task.Job].Order.Policy);
        if (BookAuditRules.Open(run, verdict.Task.Job) is null || policy is null)
        {
            run.Report(BookFault.Order, $"{verdict.Task.Job} is not open");
            return;
        }

        var expected = VerdictRecorded.OfRange(receipt.Receipt, receipt.Ranges!, digest => books.Receipts[digest].Receipt.Rays, policy.Statistical);
        run.Demand(BookAuditRules.Same(verdict, expected), BookFault.Verdict, $"the comparison gives {expected.Decision} and {expected.RenderedRays} rays; recorded is {verdict.Decision} and {verdict.RenderedRays}");
    }

    private static void CheckRanges(BookAuditRun run, RangesCompared compared, List<ReceiptBook> receipts)
    {
        foreach (var (range, receipt) in compared.Ranges.Zip(receipts))
        {
            run.Demand(receipt.Receipt.Task == range.Task, BookFault.Ranges, $"receipt {range.Receipt} is of another task");
            run.Demand(
                range.Judged ? receipt.Verdict is null : receipt.Verdict is { } verdict && Verdict.Pays(verdict.Decision), BookFault.Ranges,
                $"receipt {range.Receipt} is judged again, or counts and was not accepted");
        }

        run.Demand(receipts.Select(receipt => receipt.Receipt.Operator).Distinct().Count() == receipts.Count, BookFault.Ranges, "an operator has two ranges of the tile");
        run.Demand(compared.Pairs.Select(pair => (pair.First, pair.Second)).SequenceEqual(RangesCompared.PairsOf(compared.Ranges)), BookFault.Ranges, "other pairs are compared than are there");
        foreach (var pair in compared.Pairs.Where(pair => pair.First >= 0 && pair.Second > pair.First && pair.Second < compared.Ranges.Count))
        {
            var (first, second) = (compared.Ranges[pair.First].Task, compared.Ranges[pair.Second].Task);
            var whyNot = StatisticalRule.WhyNot(new ResultHeader(first.Region, first.Frame, first.Samples), new ResultHeader(second.Region, second.Frame, second.Samples));
            run.Demand(first.Job == second.Job && whyNot is null, BookFault.Ranges, whyNot ?? "the ranges are of different jobs");
            run.Demand(pair.Evidence.IsWellFormed(first.Region.Blocks), BookFault.Ranges, "the sums are not those of a comparison of the tile");
        }
    }

    /// <summary>How many blocks of the tile are drawn; null where that cannot be told.</summary>
    private static int? CheckDraw(BookAuditRun run, RangesCompared compared, JobBook job, Policy policy)
    {
        var last = compared.Last(digest => run.Books.Receipts[digest].Sequence);
        var reveal = run.Books.RevealAfter(run.Books.Receipts[last].Sequence);
        if (!run.Demand(reveal?.Sequence == compared.Reveal, BookFault.Beacon, "the draw is not by the first reveal after the last judged receipt")) return null;
        var salt = run.Bundle.Salt(job.Order);
        if (!run.Demand(salt is not null, BookFault.Missing, $"the creator's salt of {job.Order.Job}")) return null;
        var seed = Challenge.Seed(reveal!.Value.Element, salt!.Value, last);
        run.Demand(compared.Drawn == Challenge.IsRepeated(seed, policy.AuditRepeatPpm), BookFault.Draw, "the beacon draws otherwise whether the reference CPU renders the whole tile");
        return Challenge.DrawBlocks(seed, compared.Ranges[0].Task.Region.Blocks, policy.Tiers.For(job.Order.Tier).AuditRatePpm).Length;
    }

    private static void CheckReference(BookAuditRun run, RangesCompared compared, StatisticalPolicy policy, int drawn)
    {
        run.Demand((compared.Spot is not null) == compared.NeedsSpot(policy), BookFault.Ranges, "the reference CPU did not render the drawn blocks, or did beside the whole tile");
        run.Demand((compared.Reference is not null) == compared.NeedsReference(policy), BookFault.Ranges, "the reference CPU was not asked where it had to be, or was where nothing called for it");
        var rays = compared.Judged().Select(place => run.Books.Receipts[compared.Ranges[place].Receipt].Receipt.Rays).ToList();
        CheckSums(run, compared.Spot, drawn, rays);
        CheckSums(run, compared.Reference, compared.Ranges[0].Task.Region.Blocks, rays);
        run.Demand(compared.Spot is not { } spot || spot.Claimed.Zip(rays).All(static pair => pair.First <= pair.Second), BookFault.Ranges, "a range claims more rays in the drawn blocks than in all");
        run.Demand(compared.Reference is not { } whole || whole.Claimed.SequenceEqual(rays), BookFault.Ranges, "the rays that the ranges claim are not their receipts'");
    }

    private static void CheckSums(BookAuditRun run, RangeReference? reference, int blocks, List<ulong> judged) => run.Demand(
        reference is null
        || (reference.Comparisons.Count == judged.Count && reference.Claimed.Count == judged.Count && reference.Comparisons.All(evidence => evidence.IsWellFormed(blocks))),
        BookFault.Ranges, "the sums are not those of comparisons of the judged ranges with the reference CPU");
}
