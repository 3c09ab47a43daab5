using System.Globalization;
using System.Text;
using Render.Simulation.Figures;

namespace Render.Simulation.Adversaries;

/// <summary>Findings as a table for people.</summary>
internal static class Table
{
    /// <summary>The table.</summary>
    public static string Of(Findings findings, TimeSpan took)
    {
        var text = new StringBuilder();
        Line(text, $"{"whole network",-18} {"runs",4} {"tasks",6} {"convicted",16} {"rejected/expected",18} {"tasks to exclusion",18} {"gain over honest",24} {"wrong",8} {"delay",7} {"audits",7} {"reference",9}");
        foreach (var cell in findings.Network)
            Line(text, $"{cell.Cell,-18} {cell.Runs,4} {cell.Tasks,6} {Percent(cell.Convicted),16} {cell.Rejected.Value * cell.ForgedVerdicts,8:0}/{cell.Expected,-9:0.0} {cell.TasksToExclusion.Value,18:0.0} {cell.Advantage.Value,13:0.###e+0} ±{(cell.Advantage.High - cell.Advantage.Value) / 1.96,-9:0.#e+0} {100 * cell.WrongBlocks.Value,6:0.00} % {cell.Delay.Value,7:0.00} {100 * cell.AuditShare,5:0.00} % {100 * cell.ReferenceShare,7:0.00} %");
        foreach (var cell in findings.Network.Where(cell => cell.Strategy == "region-liar"))
            Line(text, $"{cell.Cell}: {cell.Contradicted:0.##} liars contradicted a run (predicted 2, those beside the store), {cell.Believed:0.##} believed (0), {cell.TheirTasks:0.##} tasks rendered by liars (0)");
        foreach (var trial in findings.Forgery)
            Line(text, $"rules: f = {100 * trial.Forged:0.0} %: {Percent(trial.Detected)} of {trial.Trials} convicted, predicted {100 * trial.Predicted:0.00} %; gain at the least stake ({trial.StakeMinimum:0.0000}) {trial.AdvantageAtMinimum.Value:0.0000}, at the default {trial.AdvantageAtDefault.Value:0.0}; honest {trial.HonestProfit:0.0000}");
        if (findings.AuditCost is { } cost)
            Line(text, $"rules: honest tasks of {cost.Blocks} blocks: {100 * cost.Traced.Value:0.000} [{100 * cost.Traced.Low:0.000}, {100 * cost.Traced.High:0.000}] % of the blocks traced again, by auditors and by the reference CPU together");
        foreach (var trial in findings.Ring)
            Line(text, $"rules: ring of {trial.Members} in {trial.Nodes}{(trial.HasScene ? " that alone holds the scene" : "")}, share {100 * trial.Share:0} %: {Percent(trial.Passed)} passed, predicted {100 * trial.Predicted:0.0} %");
        foreach (var trial in findings.Region)
            Line(text, $"rules: region liar {trial.TrueKilometres} km from the store: {Percent(trial.Contradicted)} contradicted, {100 * trial.Measured:0} % believed beyond its word");
        foreach (var wash in findings.Wash)
            Line(text, $"rules: washing with {100 * wash.AuditShare:0} % audited: {wash.NetPerWorkUnit:0.000000} a work unit; {wash.NetIfAuditsWereMinted:0.000000} if audits were minted");
        foreach (var idle in findings.Idle)
            Line(text, $"rules: {idle.Idle} idle identities beside {idle.WorkUnits:0} work units: {idle.PerIdentity:0.000000} each; {idle.IfUnbounded:0.0} if availability were not bounded");
        if (findings.Honest is { } honest)
            Line(text, $"rules: {honest.Tasks} honest tasks: {honest.Convicted} convicted, {honest.AuditorsBlamed} honest auditors blamed, {honest.FalseAudits} false audits and {honest.EngineFaults} engine faults found; reference {100.0 * honest.Referred / honest.Drawn:0.0} % of the audited blocks");
        Line(text, $"{findings.Tasks} tasks, {findings.Network.Sum(cell => cell.HonestVerdicts) + (findings.Honest?.Tasks ?? 0)} verdicts on honest work, {findings.HonestSlashed} honest nodes slashed; {took.TotalSeconds:0} s");
        return text.ToString();
    }

    private static string Percent(Interval share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:0.0} [{100 * share.Low:0.0}, {100 * share.High:0.0}] %");

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(FormattableString.Invariant(line));
}
