using Render.Local.Cli.Views;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Local.Tests.Cli;

public sealed class ExplanationLinesTests
{
    private const long Day = 24 * 3600 * 1000;
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(60 * Day);

    [Fact]
    public void Lines_OfANodeWithAHistory_AddUpInSight()
    {
        var kinds = KindEvidence.With([], EvidenceKind.Accepted, 12, 30 * Day, 30);
        kinds = KindEvidence.With(kinds, EvidenceKind.FalseAudit, 10, 60 * Day, 30);
        var evidence = new Evidence(12, 0, 30 * Day).WithFault(PenaltyTable.Default.FalseAudit, 60 * Day, 30);
        var node = new NodeExplanation(
            NodeId.FromPublicKey([1]), "attic-1", NodeStatus.Quarantined, "Quarantined for FalseAudit until 1970-03-03 00:00 UTC; then it validates again.",
            ScoreExplanation.Of(evidence, kinds, 60 * Day, Policy.Default),
            Tokens.FromWhole(1_000), Tokens.FromWhole(1), Tokens.FromWhole(999),
            [new EngineExplanation(1, 1090, false, false, Now.AddDays(1), [Now], "FalseAudit", "Out of exact mode for op-x.")], []);

        var text = string.Join('\n', ExplanationLines.Of(node, Now));

        Assert.StartsWith("attic-1 (node-", text, StringComparison.Ordinal);
        Assert.Contains("Quarantined for FalseAudit until", text, StringComparison.Ordinal);
        Assert.Matches(@"−\s+FalseAudit\s+1\s+10\.00\s+10\.00\s+0 s ago", text);
        Assert.Matches(@"\+\s+Accepted\s+1\s+1\.00\s+6\.00\s+30 days ago", text);
        Assert.Contains("6.00 good against 10.00 bad (mean 0.375)", text, StringComparison.Ordinal);
        Assert.Matches(@"Economy\s+floor 0\.00: reached", text);
        Assert.Matches(@"Priority\s+floor 0\.50: \d+ accepted tasks or right audits are missing", text);
        Assert.Contains("999.00", text, StringComparison.Ordinal);
        Assert.Contains("quarantined until 1970-03-03 00:00 UTC for FalseAudit; 1 quarantine in the window", text, StringComparison.Ordinal);
        Assert.Contains("Out of exact mode for op-x.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfANewcomer_SayThatNothingIsKnown()
    {
        var node = new NodeExplanation(
            NodeId.FromPublicKey([1]), "new", NodeStatus.Validating, "Renders a challenge.", ScoreExplanation.Of(default, [], 0, Policy.Default),
            Tokens.Zero, Tokens.Zero, Tokens.Zero, [], []);
        var text = string.Join('\n', ExplanationLines.Of(node, Now));
        Assert.Contains("No evidence yet.", text, StringComparison.Ordinal);
        Assert.Contains("Trusted   floor 0.80: 16 accepted tasks", text, StringComparison.Ordinal);
    }
}
