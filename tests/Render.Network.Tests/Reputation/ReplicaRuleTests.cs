using Render.Network.Reputation;

namespace Render.Network.Tests.Reputation;

public sealed class ReplicaRuleTests
{
    [Theory]
    [InlineData("a0 b0", true, ReplicaDecision.Disputed)]
    [InlineData("a99 b99 a99", true, ReplicaDecision.Disputed)]
    [InlineData("a15 a15", true, ReplicaDecision.Agreed)]
    [InlineData("a0 a0", true, ReplicaDecision.Another)]
    [InlineData("a0 a0", false, ReplicaDecision.Reference)]
    [InlineData("a0 a0 a0", true, ReplicaDecision.Reference)]
    [InlineData("a0 a0 a30", true, ReplicaDecision.Agreed)]
    [InlineData("a999", true, ReplicaDecision.Another)]
    [InlineData("a999", false, ReplicaDecision.Reference)]
    public void Decide_Replicas_FollowsTheRule(string replicas, bool another, ReplicaDecision expected) => Assert.Equal(
        expected,
        ReplicaRule.Decide(
            [.. replicas.Split(' ').Select(r => (r[..1], int.Parse(r[1..], System.Globalization.CultureInfo.InvariantCulture)))], least: 2, most: 3, trust: 10, another));
}
