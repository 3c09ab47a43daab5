using Render.Network.Jobs;

namespace Render.Network.Reputation;

/// <summary>Whose fault a failure is, by what others did with the same scene.</summary>
public static class FaultAttribution
{
    /// <summary>
    /// A node is at fault when a node of another operator did the same work; nobody is until then. The scene is at fault when nodes of
    /// <paramref name="operators"/> different operators reported the same error and none succeeded.
    /// </summary>
    /// <param name="failures">What was reported for one job's work.</param>
    /// <param name="succeeded">Operators whose nodes did such work.</param>
    /// <param name="operators">How many operators must agree before the scene is blamed, 1 or more.</param>
    public static (IReadOnlyList<NodeId> Nodes, string? SceneError) Of(
        IReadOnlyList<ReportedFailure> failures, IReadOnlySet<OperatorId> succeeded, int operators)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(operators, 1);
        if (succeeded.Count > 0)
            return ([.. failures.Where(f => succeeded.Any(o => o != f.Operator)).Select(f => f.Node).Distinct().Order()], null);
        var scene = failures.GroupBy(f => f.Error, StringComparer.Ordinal)
            .Where(g => g.Select(f => f.Operator).Distinct().Count() >= operators)
            .Select(g => g.Key)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return ([], scene);
    }
}
