namespace Render.Network.Reputation;

/// <summary>What to do about the results of a task's replicas, once all of them are open. A verdict on one of them is a verdict on its equals.</summary>
public static class ReplicaRule
{
    /// <summary>Decides.</summary>
    /// <typeparam name="TResult">What replicas agree or differ in: root, rays and invalid samples.</typeparam>
    /// <param name="replicas">Each replica's result and its node's count of replicated correct results; at least one, of different operators.</param>
    /// <param name="least">How many the tier demands, 1 or more.</param>
    /// <param name="most">How many it allows.</param>
    /// <param name="trust">The trust factor of the vote; see <see cref="CredibilityVote"/>.</param>
    /// <param name="another">Whether another operator's node could render the task.</param>
    public static ReplicaDecision Decide<TResult>(
        IReadOnlyCollection<(TResult Result, int ReplicatedCorrect)> replicas, int least, int most, int trust, bool another)
        where TResult : IEquatable<TResult>
    {
        if (replicas.Select(r => r.Result).Distinct().Count() > 1) return ReplicaDecision.Disputed;
        if (replicas.Count >= least && CredibilityVote.TryAccept(replicas, trust, out _)) return ReplicaDecision.Agreed;
        return replicas.Count < most && another ? ReplicaDecision.Another : ReplicaDecision.Reference;
    }
}
