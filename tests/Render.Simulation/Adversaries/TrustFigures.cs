using System.Globalization;
using Render.Simulation.Figures;

namespace Render.Simulation.Adversaries;

/// <summary>The figures of docs/trust.md, by file name.</summary>
internal static class TrustFigures
{
    /// <summary>Writes all that the findings give.</summary>
    public static void Write(Findings findings, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, svg) in All(findings))
            File.WriteAllText(Path.Combine(folder, name + ".svg"), svg);
    }

    private static IEnumerable<(string Name, string Svg)> All(Findings findings)
    {
        var cheats = findings.Network.Where(cell => cell.Strategy != Cells.Honest).ToList();
        if (findings.Forgery.Count > 0)
        {
            yield return ("detection", Detection(findings));
            yield return ("forgery-profit", ForgeryProfit(findings));
        }

        if (findings.Ring.Count > 0)
            yield return ("ring", Ring(findings));
        yield return ("wash", Wash(findings));
        if (cheats.Count == 0)
            yield break;
        var excluded = cheats.Where(cell => !double.IsNaN(cell.TasksToExclusion.Value)).ToList();
        if (excluded.Count > 0)
            yield return ("exclusion", Bars.Draw(
                "Tasks delivered until the node is excluded (whole network)", "receipts of a node, its last one included; mean and 95 % interval",
                Scale.Logarithmic(0.5, 100, [1, 2, 5, 10, 20, 50, 100], Scale.Plain),
                [.. excluded.Select(cell => (cell.Cell, cell.TasksToExclusion, Words($"{cell.TasksToExclusion.Value:0.0} tasks, {cell.SecondsToExclusion.Value:0} s")))], 0.5));
        yield return ("profit", Bars.Draw(
            "What cheating gains over honest work (whole network)", "tokens a run, all the adversary's nodes together; honest work earns about 0.0001", Scale.Signed(1e-6, -30_000, 0.01),
            [.. cheats.Where(HasNodes).Select(cell => (cell.Cell, cell.Advantage, Scale.Amount(cell.Advantage.Value)))]));
        yield return ("harm-delay", Bars.Draw(
            "How long honest creators wait (whole network)", "time of a job over that in the honest network", Scale.Logarithmic(0.5, 1_000, [0.5, 1, 2, 5, 10, 100, 1_000], Scale.Plain),
            [.. cheats.Select(cell => (cell.Cell, cell.Delay, Words($"× {cell.Delay.Value:0.00}")))], 1));
        yield return ("harm-blocks", Bars.Draw(
            "Forged blocks that honest creators received (whole network)", "share of the blocks delivered to them", Scale.Linear(0, 0.01, 5, Scale.Percent),
            [.. cheats.Where(cell => cell.Rejected.Value >= 0).Select(cell => (cell.Cell, cell.WrongBlocks, Words($"{100 * cell.WrongBlocks.Value:0.00} %")))]));
        yield return ("audit-cost", Bars.Draw(
            "Rays traced by auditors, over rays paid to renderers (whole network)", "1.98 % of the blocks, and at least one a task", Scale.Linear(0, 0.05, 5, Scale.Percent),
            [.. findings.Network.Select(cell => (cell.Cell, new Interval(cell.AuditShare, cell.AuditShare, cell.AuditShare), Words($"{100 * cell.AuditShare:0.00} %")))]));
    }

    /// <summary>Whether the adversary owns nodes; a creator alone earns nothing that could be compared.</summary>
    private static bool HasNodes(CellSummary summary) => Cells.All.First(cell => cell.Name == summary.Cell) is { Node: not null } or { Idle: > 0 };

    private static string Detection(Findings findings)
    {
        var audited = findings.Forgery[0].Audited.ToString("0.0", CultureInfo.InvariantCulture);
        var x = Scale.Logarithmic(0.004, 0.6, [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5], Scale.Percent);
        return new PlotFigure(
                $"Nodes convicted within a job of {findings.Forgery[0].Blocks:#,0} blocks ({audited} audited in the mean)", x, "forged share of the blocks, f", Scale.Linear(0, 1, 5, Scale.Percent), "convicted")
            .Curve($"1 − (1 − f)^{audited}", "s3", Steps(0.004, 0.6).Select(f => (f, 1 - Math.Pow(1 - f, findings.Forgery[0].Audited))))
            .Points("rules alone", "s1", findings.Forgery.Select(trial => (trial.Forged, trial.Detected)))
            .Points("whole network, jobs of ~5,000 blocks a node", "s2", findings.Network
                .Where(cell => cell.Strategy == "forger" && cell.Cell.EndsWith("-large", StringComparison.Ordinal))
                .Select(cell => (1.06 * Cells.All.First(known => known.Name == cell.Cell).Forged!.Value, cell.Convicted)))
            .ToString();
    }

    private static string ForgeryProfit(Findings findings) => new PlotFigure(
            "What forging a share of a job gains over honest work (rules alone)", Scale.Logarithmic(0.004, 0.6, [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5], Scale.Percent), "forged share of the blocks, f",
            Scale.Linear(-1.6, 0.2, 9, value => value.ToString("0.0", CultureInfo.InvariantCulture)), "× what the job earns honestly")
        .Points("with the least stake that the bond demands", "s1", findings.Forgery.Select(trial => (trial.Forged, Over(trial.AdvantageAtMinimum, trial.HonestProfit))))
        .Curve("zero: no gain", "s4 dash", [(0.004, 0.0), (0.6, 0.0)])
        .ToString();

    private static string Ring(Findings findings) => new PlotFigure(
            "Forged tasks that pass because the auditor is of the ring (rules alone)", Scale.Linear(0, 1, 5, Scale.Percent), "the ring's share of the auditors' draw", Scale.Linear(0, 1, 5, Scale.Percent), "passed")
        .Curve("share · 99 %", "s3", [(0.0, 0.0), (1.0, 0.99)])
        .Points("one weight each", "s1", findings.Ring.Where(trial => !trial.HasScene).Select(trial => (trial.Share, trial.Passed)))
        .Points("the ring alone has shown that it holds the scene: weight 4", "s2", findings.Ring.Where(trial => trial.HasScene).Select(trial => (trial.Share, trial.Passed)))
        .ToString();

    private static string Wash(Findings findings) => new PlotFigure(
            "Ordering from oneself at the price floor (rules alone)", Scale.Linear(0, 1, 5, Scale.Percent), "audited rays over rendered rays (tasks of one block: 100 %)",
            Scale.Linear(-0.0002, 0.0004, 6, value => value.ToString("0.0000", CultureInfo.InvariantCulture)), "tokens a work unit, computing left out")
        .Curve("as it is", "s1", findings.Wash.Select(wash => (wash.AuditShare, wash.NetPerWorkUnit)))
        .Curve("if audits earned emission of their own", "s2 dash", findings.Wash.Select(wash => (wash.AuditShare, wash.NetIfAuditsWereMinted)))
        .Curve("zero", "s4 dash", [(0.0, 0.0), (1.0, 0.0)])
        .ToString();

    private static Interval Over(Interval value, double by) => new(value.Value / by, value.Low / by, value.High / by);

    private static IEnumerable<double> Steps(double from, double to) => Enumerable.Range(0, 61).Select(i => from * Math.Pow(to / from, i / 60.0));

    private static string Words(FormattableString words) => FormattableString.Invariant(words);
}
