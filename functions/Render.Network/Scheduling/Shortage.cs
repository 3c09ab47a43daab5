using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Render.Network.Scheduling;

/// <summary>Why no node takes the open tasks of a job: nobody is there, or nobody who is there is fit.</summary>
/// <param name="Code">Which of them.</param>
/// <param name="Online">Nodes that are there.</param>
/// <param name="Reasons">What keeps them out, the commonest first. A node may count for several.</param>
/// <param name="Message">All of it in a sentence.</param>
/// <param name="Fix">What its creator can do.</param>
public sealed record Shortage(ShortageCode Code, int Online, IReadOnlyList<ShortageReason> Reasons, string Message, string Fix)
{
    /// <summary>Looks for what keeps every node out.</summary>
    /// <param name="online">The nodes that are there.</param>
    /// <param name="job">What the job demands.</param>
    /// <returns>Null where at least one is fit.</returns>
    /// <param name="operators">How many operators' nodes must render each task, 1 or more.</param>
    public static Shortage? Of(IReadOnlyCollection<NodeFacts> online, JobNeeds job, int operators = 1)
    {
        if (online.Count == 0)
            return new Shortage(
                ShortageCode.NoNodeOnline, 0, [], "No node is online.", "Start one with `render node`, wait for one, or cancel: the job goes on by itself.");
        var misfits = new List<(NodeFacts Node, Misfit Misfit)>();
        var fit = new HashSet<Jobs.OperatorId>();
        foreach (var node in online)
        {
            var why = Fitness.Check(node, job);
            if (why.IsEmpty && fit.Add(node.Operator) && fit.Count >= operators)
                return null;
            misfits.AddRange(why.Select(misfit => (node, misfit)));
        }

        if (fit.Count > 0)
            return new Shortage(
                ShortageCode.TooFewOperators, online.Count, [],
                string.Create(CultureInfo.InvariantCulture, $"What is rendered is compared between nodes of {operators} operators; fit ones of {fit.Count} are online."),
                "Wait for a node of another operator, or cancel and order it otherwise.");

        var reasons = misfits.GroupBy(pair => pair.Misfit.Code)
            .Select(group => Reason(group.Key, [.. group], job))
            .OrderByDescending(reason => reason.Nodes).ThenBy(reason => reason.Code)
            .ToImmutableArray();
        var fix = reasons.Any(reason => reason.Code == MisfitCode.Reputation) && job.Tier != Jobs.Tier.Economy
            ? "Wait until a node has earned it, or cancel and choose Economy."
            : reasons.All(reason => reason.Code is MisfitCode.Evidence or MisfitCode.Region or MisfitCode.Jurisdiction)
            ? "Wait for a node that shows that it stands there, or cancel and let scene, output and logs go further."
            : "Wait for another node, or cancel and change what the job asks for.";
        return new Shortage(
            ShortageCode.NoNodeFits, online.Count, reasons,
            $"No node fits: {string.Join("; ", reasons.Select(reason => $"{Nodes(reason.Nodes)} {reason.Detail}"))}.", fix);
    }

    private static ShortageReason Reason(MisfitCode code, ImmutableArray<(NodeFacts Node, Misfit Misfit)> found, JobNeeds job) => new(
        code,
        found.Length,
        code switch
        {
            MisfitCode.NotActive => $"not taking work ({string.Join(", ", found.Select(pair => pair.Node.Status).Distinct().Order())})",
            MisfitCode.Reputation => string.Create(
                CultureInfo.InvariantCulture,
                $"below the reputation floor {job.ReputationFloorPpm / 1e6:0.##} of {job.Tier} (best {Math.Floor(found.Max(pair => pair.Node.ReputationPpm) / 1e4) / 100:0.##})"),
            MisfitCode.Memory => string.Create(
                CultureInfo.InvariantCulture,
                $"with too little memory (needs {job.MemoryBytes / 1e9:0.##} GB, most {found.Max(pair => pair.Node.MemoryBytes) / 1e9:0.##} GB)"),
            MisfitCode.Stake => $"with too little free stake (needs {job.Stake.ToText()}, most {found.Max(pair => pair.Node.FreeStake).ToText()})",
            MisfitCode.Price => $"asking more than the job pays (pays {job.PricePerUnit.ToText()} a work unit, least asked {found.Min(pair => pair.Node.Ask).ToText()})",
            _ => $"kept out: {found[0].Misfit.Detail}",
        });

    private static string Nodes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} node{(count == 1 ? "" : "s")}");
}

/// <summary>What keeps nodes out.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Nodes">Nodes that it keeps out.</param>
/// <param name="Detail">In words, with the figures.</param>
public sealed record ShortageReason(MisfitCode Code, int Nodes, string Detail);

/// <summary>Why no node takes a job's tasks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShortageCode>))]
public enum ShortageCode
{
    /// <summary>No node is there.</summary>
    NoNodeOnline = 1,

    /// <summary>Nodes are there, and none is fit.</summary>
    NoNodeFits,

    /// <summary>Fit nodes are there, of fewer operators than must render each task.</summary>
    TooFewOperators,
}
