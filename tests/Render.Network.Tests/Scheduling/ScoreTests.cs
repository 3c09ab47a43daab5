using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class ScoreTests
{
    private static readonly ScoreWeights Weights = ScoreWeights.Of(Policy.Default.Tiers.Priority);
    private static readonly ScoreInputs Inputs = ScoreInputs.Of(Candidates.Node(), Candidates.Job());

    [Fact]
    public void Of_KnownNode_HasItsKnownParts()
    {
        var score = Score.Of(Inputs, Weights);

        Assert.Equal(new ScoreParts(Speed: 666_666, Load: 900_000, Bytes: 1_000_000, Distance: 714_285, Reputation: 900_000, Price: 750_000), score.Parts);
        // (666,666 + 900,000 + 1.5·1,000,000 + 0.5·714,285 + 900,000 + 750,000) / 6
        Assert.Equal(845_634, score.TotalPpm);
    }

    [Property]
    public bool Of_AnyInputs_IsBetween0And1(long speed, int load, long present, long needed, long roundTrip, int reputation, uint ask, uint price)
    {
        var total = Score.Of(new ScoreInputs(speed, load, present, needed, roundTrip, reputation, new Tokens(ask), new Tokens(price)), Weights).TotalPpm;
        return total is >= 0 and <= 1_000_000;
    }

    [Property]
    public bool Of_StoredAndRead_IsSound(uint speed, uint present, uint needed, uint roundTrip, uint ask, uint price)
    {
        var score = Score.Of(new ScoreInputs(speed, 5, present, needed, roundTrip, 7, new Tokens(ask), new Tokens(price)), Weights);
        var read = JsonSerializer.Deserialize<Score>(JsonSerializer.Serialize(score))!;
        return read == score && read.IsSound;
    }

    [Fact]
    public void IsSound_TamperedTotal_IsFalse()
    {
        var score = Score.Of(Inputs, Weights);

        Assert.False((score with { TotalPpm = score.TotalPpm + 1 }).IsSound);
        Assert.False((score with { Inputs = Inputs with { SpeedMilli = 1 } }).IsSound);
        Assert.False((score with { Weights = Weights with { Price = 9 } }).IsSound);
    }

    [Property]
    public bool Of_BetterInAnyRespect_IsNeverWorse(uint by)
    {
        var score = Score.Of(Inputs, Weights).TotalPpm;
        ScoreInputs[] better =
        [
            Inputs with { SpeedMilli = Inputs.SpeedMilli + by },
            Inputs with { LoadPpm = Inputs.LoadPpm - (int)(by % 100_000) },
            Inputs with { RoundTripMicros = Inputs.RoundTripMicros - (by % 20_000) },
            Inputs with { ReputationPpm = Inputs.ReputationPpm + (int)(by % 100_000) },
            Inputs with { Ask = new Tokens(100 - (by % 100)) },
        ];
        return better.All(inputs => Score.Of(inputs, Weights).TotalPpm >= score);
    }

    [Fact]
    public void Of_PackageNotOnTheNode_IsWorse() =>
        Assert.True(Score.Of(ScoreInputs.Of(Candidates.Node() with { CachedPackages = [] }, Candidates.Job()), Weights).TotalPpm < Score.Of(Inputs, Weights).TotalPpm);

    [Fact]
    public void Weights_Reputation_RisesWithTheTier()
    {
        var weights = Enum.GetValues<Tier>().Select(tier => ScoreWeights.Of(Policy.Default.Tiers.For(tier))).Select(weight => weight.Reputation / (double)weight.Sum).ToArray();

        Assert.True(weights[0] < weights[1] && weights[1] < weights[2]);
    }

    [Fact]
    public void Of_NoWeights_Throws() => Assert.Throws<ArgumentException>(() => Score.Of(Inputs, new ScoreWeights(0, 0, 0, 0, 0, 0)));

    [Fact]
    public void Explain_Score_NamesEveryPart() =>
        Assert.All(["speed", "load", "bytes", "distance", "reputation", "price"], part => Assert.Contains(part, Score.Of(Inputs, Weights).Explain(), StringComparison.Ordinal));
}
