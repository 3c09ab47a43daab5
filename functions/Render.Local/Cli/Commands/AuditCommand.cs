using System.CommandLine;
using System.Globalization;
using Render.Network.Economics;

namespace Render.Local.Cli.Commands;

/// <summary><c>render audit [JOB | EPOCH | --from BUNDLE]</c>.</summary>
internal static class AuditCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var what = new Argument<string?>("JOB|EPOCH") { Description = "A job's id, or the number of an epoch. Default: the whole network.", DefaultValueFactory = _ => null };
        var from = new Option<string?>("--from") { Description = "Audit this bundle, offline: nothing else is read. A .zip, a folder with bundle.json, or that file.", HelpName = "BUNDLE" };
        var save = new Option<FileInfo?>("--save") { Description = "Keep the bundle that was audited, as a .zip.", HelpName = "FILE" };
        var command = new TeachingCommand(
            "audit",
            "Check the books independently: verify the chain, the signatures, the beacon and the draws, decide every verdict again and derive every payout, burn and mint to the last unit.")
        {
            Examples =
            [
                ("render audit", "the whole network"),
                ("render audit last --save job.zip", "the newest job, keeping the bundle"),
                ("render audit --from job.zip", "offline, on any machine"),
            ],
        };
        command.Add(what);
        command.Add(from);
        command.Add(save);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            if (context.Words.GetValue(from) is { } path)
                return Report(context, path, await BundleReader.Read(path, cancellation), epoch: null);
            var (target, about, epoch) = await Target(context, context.Words.GetValue(what), cancellation);
            return Report(context, about, await BundleReader.Fetch(context.Connect(), target, context.Words.GetValue(save)?.FullName, cancellation), epoch);
        });
    }

    private static async Task<(string Target, string About, int? Epoch)> Target(CommandContext context, string? what, CancellationToken cancellation)
    {
        if (what is null)
            return (BundleReader.Whole, "the network", null);
        if (int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
            return (BundleReader.Whole, $"epoch {epoch}", epoch);
        var job = await JobFinder.Find(context.Connect(), what, cancellation);
        return ($"/v1/jobs/{job.Id}/bundle", job.Id.ToString(), null);
    }

    private static int Report(CommandContext context, string about, AuditBundle bundle, int? epoch)
    {
        if (epoch is { } number && !bundle.Entries.Any(e => e.Kind == LedgerEntryKind.EpochClosed && e.Key == EpochKey(number)))
            throw new CommandFailedException(ExitCode.Refused, $"Epoch {number} is not closed yet.", "`render epoch list` shows the epochs; `render epoch close` closes the open one.");
        var findings = BookAudit.Run(bundle);
        var result = new AuditResult(
            about, findings.Count == 0, bundle.Entries.Count, bundle.Entries.Count > 0 ? bundle.Entries[^1].Hash.ToString() : "",
            Count(bundle, LedgerEntryKind.ReceiptRecorded), Count(bundle, LedgerEntryKind.AuditRecorded), Count(bundle, LedgerEntryKind.VerdictRecorded),
            Count(bundle, LedgerEntryKind.JobSettled), Count(bundle, LedgerEntryKind.EpochClosed),
            [.. findings.Select(f => new AuditLine(f.Sequence, f.Fault.ToString(), f.Detail))]);
        if (context.Screen.AsJson)
            context.Screen.Json(result, CommandJson.Options);
        else
            foreach (var line in result.Lines())
                context.Screen.Line(line);
        return result.Passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static string EpochKey(int number) => string.Create(CultureInfo.InvariantCulture, $"epoch/{number}");

    private static int Count(AuditBundle bundle, LedgerEntryKind kind) => bundle.Entries.Count(e => e.Kind == kind);
}

/// <summary>What an audit found.</summary>
/// <param name="About">What was audited.</param>
/// <param name="Passed">Whether everything was derived again and found equal.</param>
/// <param name="Entries">Ledger entries checked.</param>
/// <param name="Head">The last entry's hash; empty for an empty book.</param>
/// <param name="Receipts">Receipts verified.</param>
/// <param name="Audits">Auditors' reports verified.</param>
/// <param name="Verdicts">Verdicts decided again.</param>
/// <param name="Settlements">Settlements derived again.</param>
/// <param name="Epochs">Epochs derived again.</param>
/// <param name="Findings">All that is wrong, in ledger order.</param>
public sealed record AuditResult(
    string About, bool Passed, int Entries, string Head, int Receipts, int Audits, int Verdicts, int Settlements, int Epochs, IReadOnlyList<AuditLine> Findings)
{
    /// <summary>The result for a reader.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Entries} ledger entries: chain of hashes, keys, times and postings");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Receipts} receipts: signatures, tasks and commitments");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Audits} audit reports: signatures, drawn blocks and drawn auditors");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Verdicts} verdicts decided again");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Settlements} settlement{(Settlements == 1 ? "" : "s")} and {Epochs} closed epoch{(Epochs == 1 ? "" : "s")} derived again, to the last unit");
        foreach (var finding in Findings)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {(finding.Sequence < 0 ? "totals" : $"entry {finding.Sequence}")}: {finding.Fault}: {finding.Detail}");
        yield return Passed ? $"{About}: the books hold." : string.Create(CultureInfo.InvariantCulture, $"{About}: {Findings.Count} fault{(Findings.Count == 1 ? "" : "s")} found.");
    }
}

/// <summary>A fault in the books.</summary>
/// <param name="Sequence">The ledger entry; −1 for totals.</param>
/// <param name="Fault">Its kind.</param>
/// <param name="Detail">In words.</param>
public sealed record AuditLine(long Sequence, string Fault, string Detail);
