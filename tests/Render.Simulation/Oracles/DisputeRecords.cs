using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Reputation;
using Render.Simulation.Actors;

namespace Render.Simulation.Oracles;

/// <summary>Compares the records of nodes and creators with what the ledger says of disputes: each counts once, whatever crashed meanwhile.</summary>
internal static class DisputeRecords
{
    private static readonly HashSet<EvidenceKind> Kinds = [EvidenceKind.DisputeLost, EvidenceKind.FalseArbitration, EvidenceKind.NoArbitration, EvidenceKind.Arbitrated];

    /// <summary>Where the records of a coordinator differ from the decisions; empty: nowhere.</summary>
    public static async Task<string> Differ(IReadOnlyList<DisputeDecided> decided, CoordinatorLife life)
    {
        var (expected, found) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var ended in decided)
        {
            if (ended.Result.Winner == DisputeWinner.Node)
                Add(expected, ended.Terms.Creator.Value, CreatorEvent.DisputeLost.ToString(), 1);
            else if (!ended.Result.EngineFault)
                Add(expected, ended.Terms.Node.Value, EvidenceKind.DisputeLost.ToString(), 1);
            foreach (var answer in ended.Panel)
                Add(expected, answer.Seat.Node.Value, Of(answer, ended.Result).ToString(), 1);
        }

        foreach (var node in await life.Network.Nodes(CancellationToken.None))
            foreach (var line in (await life.Network.Explain(node.Id, CancellationToken.None)).Value!.Score.Lines.Where(line => Kinds.Contains(line.Kind)))
                Add(found, node.Id.Value, line.Kind.ToString(), line.Count);
        foreach (var creator in await life.Network.Creators(CancellationToken.None))
            if (creator.Counts.TryGetValue(CreatorEvent.DisputeLost, out var lost))
                Add(found, creator.Id.Value, CreatorEvent.DisputeLost.ToString(), lost);
        return string.Join("; ", expected.Keys.Union(found.Keys).Where(key => expected.GetValueOrDefault(key) != found.GetValueOrDefault(key))
            .Select(key => $"{key} happened {expected.GetValueOrDefault(key)} times and is counted {found.GetValueOrDefault(key)} times"));
    }

    private static EvidenceKind Of(ArbiterAnswer answer, DisputeSettlement result) =>
        answer.Leaf is null ? EvidenceKind.NoArbitration : answer.Leaf == result.Truth ? EvidenceKind.Arbitrated : EvidenceKind.FalseArbitration;

    private static void Add(SortedDictionary<string, int> counts, string who, string what, int often) =>
        counts[$"{who} {what}"] = counts.GetValueOrDefault($"{who} {what}") + often;
}
