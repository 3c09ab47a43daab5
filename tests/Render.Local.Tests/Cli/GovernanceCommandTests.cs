using System.Text.Json;
using Render.Local.Cli;
using Render.Local.Cli.Commands;
using Render.Local.Cli.Views;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Governance.Replay;

namespace Render.Local.Tests.Cli;

public sealed class GovernanceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Preview_OfSoundBooks_ShowsWhatChanges()
    {
        Write("proposal.json", """{ "split.burnBp": 5000, "split.operatorsBp": 4500 }""");

        Assert.Equal(ExitCode.Success, await Preview("proposal.json", Books()));

        Assert.Matches(@"split\.burnBp\s+4500\s+5000", _output.ToString());
        Assert.Contains("Nobody gains or loses anything.", _output.ToString());
    }

    [Fact]
    public async Task Preview_AsJson_IsTheWholeReplay()
    {
        Write("proposal.json", """{ "leases.auditSeconds": 90 }""");

        Assert.Equal(ExitCode.Success, await Preview("proposal.json", Books(), "--json"));

        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal("leases.auditSeconds", json.RootElement.GetProperty("notFollowed")[0].GetString());
    }

    [Theory]
    [InlineData("""{ "split.burnBp": 4499 }""", "the three add up to 10,000")]
    [InlineData("""{ "split.burn": 4499 }""", "there is no such value")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{ \"a\"", "no JSON: line 1")]
    public async Task Preview_OfABadProposal_IsRefusedInWords(string proposal, string expected)
    {
        Write("proposal.json", proposal);

        Assert.Equal(ExitCode.BadInput, await Preview("proposal.json", Books()));
        Assert.Contains(expected, _error.ToString());
    }

    [Fact]
    public async Task Preview_OfBooksThatDoNotHold_SaysSo()
    {
        Write("proposal.json", "{}");
        var bundle = Books(entries => [entries[0] with { Key = "other" }]);

        Assert.Equal(ExitCode.Failure, await Preview("proposal.json", bundle));
        Assert.Contains("These books do not hold", _error.ToString());
        Assert.Contains("render audit", _error.ToString());
    }

    [Fact]
    public void View_OfManyEpochsAndAccounts_ShowsTheLastTheSumAndTheMostTouched()
    {
        var figures = new ReplayFigures(Tokens.FromWhole(10), Tokens.FromWhole(4), Tokens.FromWhole(1), Tokens.FromWhole(5), Tokens.FromWhole(2), Tokens.Zero);
        var after = figures with { Burned = Tokens.FromWhole(4) + new Tokens(1), Operators = Tokens.FromWhole(5) - new Tokens(1) };
        var replay = new ReplayResult(
            [.. Enumerable.Range(0, 20).Select(i => new ReplayEpoch(i, i < 19, figures, after))],
            [.. Enumerable.Range(0, 30).Select(i => new ReplayParty($"operator:op-{i}", 1000, 1015 - i))],
            new BurnMint(Tokens.Zero, Tokens.FromWhole(40), Tokens.FromWhole(80)), new BurnMint(Tokens.Zero, Tokens.FromWhole(40), Tokens.FromWhole(80) + new Tokens(20)), 3, 2, []);
        var surroundings = Surroundings();

        PreviewView.Show(new Screen(surroundings, json: false), replay, Policy.Default, new PolicyDiff([]), all: false);

        var text = _output.ToString();
        Assert.Matches(@"19, open", text);
        Assert.DoesNotMatch(@"(?m)^\s+7 ", text);
        Assert.Contains("4.000000000000000000 → 4.000000000000000001", text);
        Assert.Matches(@"all 20\s+200\.00\s+80\.0+ → 80\.0+2 ", text);
        Assert.Contains("operator op-0 ", text);
        Assert.Contains("operator op-29 ", text);
        Assert.DoesNotContain("operator op-14 ", text);
        Assert.Contains("3 orders would have had another price; 2 stood at the floor", text);
        Assert.Contains("smaller: minted 40.000 RNT, burned 80.0", text);
    }

    private string Books(Func<IReadOnlyList<LedgerEntry>, IReadOnlyList<LedgerEntry>>? change = null)
    {
        IReadOnlyList<LedgerEntry> entries = [LedgerHash.Chain(Genesis.Of("preview", Policy.Default).ToDraft(), null, 1_700_000_000_000)];
        var bundle = new AuditBundle(change?.Invoke(entries) ?? entries, [], [], [], [], [], new Dictionary<Network.Jobs.JobId, Network.Proof.Digest>());
        File.WriteAllBytes(_folder[BundleReader.Document], bundle.ToJson());
        return _folder[BundleReader.Document];
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    private Task<int> Preview(string proposal, string bundle, params string[] more) =>
        RenderCommand.Invoke(["governance", "preview", _folder[proposal], "--from", bundle, .. more], Surroundings());

    private Surroundings Surroundings() => new(_output, _error, OutputIsTerminal: false, 200, 50, _ => null, TimeProvider.System);
}
