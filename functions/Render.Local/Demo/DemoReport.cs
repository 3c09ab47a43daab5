using System.Text.Json;
using Render.Local.Cli;
using Render.Local.Cli.Commands;
using Render.Local.Host;
using Render.Local.Report;
using Render.Network.Messages;

namespace Render.Local.Demo;

/// <summary>Writes what the demo leaves: frames, animation, receipt, audit bundle, report.</summary>
/// <param name="options">What was asked.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoReport(DemoOptions options, TimeProvider time)
{
    /// <summary>The audit bundle's file.</summary>
    public string Bundle => Path.Combine(options.Out, "bundle.zip");

    /// <summary>Writes everything and audits the bundle in a process of its own.</summary>
    /// <param name="outcome">What the play left.</param>
    /// <param name="began">When the demo began.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DemoFiles> Write(DemoOutcome outcome, long began, CancellationToken cancellation)
    {
        var network = outcome.Network;
        var receipt = await Delivery.Fetch(network, outcome.Job.Id, options.Out, linear: false, cancellation);
        await using (var bundle = File.Create(Bundle))
            await network.Download("/v1/bundle", bundle, cancellation);
        var audit = await Audit(cancellation);
        var movie = receipt.Frames.Count > 0 ? await DemoMovie.Make(options.Out, receipt, cancellation) : null;
        var model = new ReportModel(
            outcome.Job.Name, outcome.Job, receipt,
            await Pages.Tasks(network, outcome.Job.Id, cancellation),
            [.. (await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation)).OrderBy(n => n.Joined)],
            await Pages.Ledger(network, 0, int.MaxValue, cancellation),
            await network.Get<IReadOnlyList<AccountView>>("/v1/ledger/accounts", cancellation),
            await network.Get<IReadOnlyList<EpochView>>("/v1/epochs", cancellation),
            outcome.View.Moments, outcome.View.Audits, DemoGallery.Of(options.Out, receipt), audit, time.GetElapsedTime(began));
        var page = Path.Combine(options.Out, "report.html");
        await File.WriteAllTextAsync(page, ReportPage.Of(model), cancellation);
        return new DemoFiles(receipt, movie, page, audit);
    }

    private async Task<ReportCheck> Audit(CancellationToken cancellation)
    {
        var log = Path.Combine(options.State, "logs", "audit.log");
        File.Delete(log);
        await using var audit = ChildProcess.Start("audit", ["audit", "--from", Bundle, "--json"], options.State, log);
        await audit.Exited(cancellation);
        await audit.Stop(TimeSpan.Zero);
        try
        {
            var result = JsonSerializer.Deserialize<AuditResult>(await File.ReadAllTextAsync(log, cancellation), CommandJson.Options)!;
            return new ReportCheck(audit.ExitCode == ExitCode.Success && result.Passed, [.. result.Lines()]);
        }
        catch (JsonException)
        {
            return new ReportCheck(false, [audit.Tail()]);
        }
    }
}

/// <summary>What was written.</summary>
/// <param name="Receipt">The receipt.</param>
/// <param name="Movie">The animation; null: there are no frames.</param>
/// <param name="Page">The report.</param>
/// <param name="Audit">What the independent audit said.</param>
internal sealed record DemoFiles(JobReceipt Receipt, string? Movie, string Page, ReportCheck Audit);
