using System.Text.Json;
using Render.Scheduling.Simulation.Engine;

namespace Render.Scheduling.Simulation.Report;

/// <summary>Outcomes as lines of a table.</summary>
internal static class OutcomeTable
{
    /// <summary>What the columns are.</summary>
    public const string Head =
        "policy   makespan s    plain     ratio    bound     ratio   deadlines      use   tiers E/P/T while contended   fairness   last task p50/p90/most   mean job s    lost   duplicates wasted   third   fetched, its work   RNT a frame asked/paid    claims   run s";

    /// <summary>How outcomes are written as JSON.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>One outcome.</summary>
    public static string Row(Outcome o) => FormattableString.Invariant(
        $"{o.Policy,-8} {o.Makespan,10:N1} {o.PlainBound,8:N1} {o.PlainRatio,9:N3} {o.Bound,8:N1} {o.Ratio,9:N3}   {o.DeadlinesMet,4} of {o.Deadlines,-4} {o.Utilisation,6:P1}   {o.TierShares[0],8:P1} {o.TierShares[1],8:P1} {o.TierShares[2],8:P1} {o.Fairness,10:N3} {o.LastTask[0],10:N1} {o.LastTask[1],6:N1} {o.LastTask[2],6:N1} {o.MeanJobTime,12:N1} {o.LostWork,7:P2} {o.Duplicates,12:N0} {o.WastedWork,7:P2} {o.FurtherReplicas,7:N0} {o.Fetched,7:N1}× {o.FetchingWork,10:P2} {o.AskedPerFrame,12:N3} {o.PaidPerFrame,8:N3} {o.Claims,12:N0} {o.RunSeconds,7:N1}");
}
