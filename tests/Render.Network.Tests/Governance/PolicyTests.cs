using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Tests.Governance;

public sealed class PolicyTests
{
    [Fact]
    public void Default_Policy_IsValid() => Assert.Empty(Policy.Default.Validate());

    [Fact]
    public void Default_Policy_HasTheDesignsValues()
    {
        var policy = Policy.Default;
        Assert.Equal(new ChargeSplit(4_500, 500, 5_000), policy.Split);
        Assert.Equal([1_000, 2_000, 4_000], new[] { Tier.Economy, Tier.Priority, Tier.Trusted }.Select(t => policy.Tiers.For(t).PriceMilli));
        Assert.Equal([0, 500_000, 800_000], new[] { Tier.Economy, Tier.Priority, Tier.Trusted }.Select(t => policy.Tiers.For(t).ReputationFloorPpm));
        Assert.Equal([(1, 1), (1, 1), (2, 3)], new[] { Tier.Economy, Tier.Priority, Tier.Trusted }.Select(t => (policy.Tiers.For(t).Replicas, policy.Tiers.For(t).MostReplicas)));
        Assert.Equal([19_800, 19_800, 19_800], new[] { Tier.Economy, Tier.Priority, Tier.Trusted }.Select(t => policy.Tiers.For(t).AuditRatePpm));
        Assert.Equal(10_000, policy.AuditRepeatPpm);
        Assert.Equal(30, policy.Reputation.HalfLifeDays);
    }

    [Fact]
    public void Policy_Json_RoundTripsToTheSameDigest() => Assert.Equal(Policy.Default.Digest(), PolicyJson.Read(PolicyJson.Write(Policy.Default)).Digest());

    [Theory]
    [InlineData("split.burnBp", "4499", "split")]
    [InlineData("auditRepeatPpm", "-1", "auditRepeatPpm")]
    [InlineData("tiers.economy.auditRatePpm", "0", "tiers.economy.auditRatePpm")]
    [InlineData("tiers.trusted.replicas", "0", "tiers.trusted.replicas")]
    [InlineData("tiers.trusted.replicas", "9", "tiers.trusted.replicas")]
    [InlineData("tiers.trusted.mostReplicas", "1", "tiers.trusted.mostReplicas")]
    [InlineData("tiers.trusted.mostReplicas", "9", "tiers.trusted.mostReplicas")]
    [InlineData("leases.openSeconds", "4", "leases.openSeconds")]
    [InlineData("leases.duplicateCostPpm", "-1", "leases.duplicateCostPpm")]
    [InlineData("leases.duplicateLeastMillis", "3600001", "leases.duplicateLeastMillis")]
    [InlineData("leases.limitBaseSeconds", "9", "leases.limitBaseSeconds")]
    [InlineData("leases.limitFactor", "15", "leases.limitFactor")]
    [InlineData("leases.limitBytesPerSecond", "0", "leases.limitBytesPerSecond")]
    [InlineData("quarantine.lostInARow", "0", "quarantine.lostInARow")]
    [InlineData("leases.auditSeconds", "9", "leases.auditSeconds")]
    [InlineData("prices.floor", "\"0\"", "prices.floor")]
    [InlineData("work.ray", "0", "work.ray")]
    [InlineData("emission.capPerWorkUnit", "\"500000000000001\"", "emission.capPerWorkUnit")]
    [InlineData("emission.recycledFromEpoch", "-1", "emission.recycledFromEpoch")]
    [InlineData("emission.recycledPerEpoch", "\"1000000000000000000000000001\"", "emission.recycledPerEpoch")]
    [InlineData("emission.schedule.periods", "[]", "emission.schedule.periods")]
    [InlineData("reputation.voteTrust", "1", "reputation.voteTrust")]
    [InlineData("penalties.forged.stakePpm", "1000001", "penalties.forged.stakePpm")]
    [InlineData("penalties.diverged.stakePpm", "1", "penalties.diverged.stakePpm")]
    [InlineData("quarantine.excludedAfter", "1", "quarantine.excludedAfter")]
    [InlineData("exactMode.operators", "0", "exactMode.operators")]
    [InlineData("statistical.falseAlarmPpm", "0", "statistical.falseAlarmPpm")]
    [InlineData("creators.unpaidMilli", "-1", "creators.unpaidMilli")]
    [InlineData("disputes.bond", "\"0\"", "disputes.bond")]
    [InlineData("disputes.arbiters", "4", "disputes.arbiters")]
    [InlineData("disputes.winnerPpm", "600001", "disputes.arbitersPpm")]
    [InlineData("places.regions", """[{"name":"EU West","latitudeMicro":0,"longitudeMicro":0,"radiusKm":1,"jurisdictions":[]}]""", "places.regions[EU West]")]
    [InlineData("places.regions", """[{"name":"a","latitudeMicro":90000001,"longitudeMicro":0,"radiusKm":1,"jurisdictions":[]}]""", "places.regions[a]")]
    [InlineData("places.regions", """[{"name":"a","latitudeMicro":0,"longitudeMicro":0,"radiusKm":0,"jurisdictions":[]}]""", "places.regions[a].radiusKm")]
    [InlineData("places.regions", """[{"name":"a","latitudeMicro":0,"longitudeMicro":0,"radiusKm":1,"jurisdictions":["Eire"]}]""", "places.regions[a].jurisdictions")]
    [InlineData("places.attestors", """[{"name":"a","publicKey":"AAAA"}]""", "places.attestors[a].publicKey")]
    [InlineData("places.attestors", """[{"name":"a"}]""", "places.attestors[0]")]
    [InlineData("nothing", "1", "nothing")]
    [InlineData("split", "1", "split")]
    [InlineData("split.burnBp.more", "1", "split.burnBp.more")]
    [InlineData("split.burnBp", "\"many\"", "split.burnBp")]
    [InlineData("split.burnBp", "null", "split.burnBp")]
    [InlineData("split.burnBp", "{", "split.burnBp")]
    public void Diff_NotAllowed_NamesThePlace(string path, string json, string named)
    {
        var (policy, errors) = new PolicyDiff([new PolicyChange(path, json)]).Apply(Policy.Default);
        Assert.Null(policy);
        Assert.Contains(errors, e => e.Path == named);
    }

    [Fact]
    public void Diff_ChangesTogether_AreAppliedAndFoundAgain()
    {
        var diff = new PolicyDiff([new PolicyChange("split.burnBp", "4000"), new PolicyChange("split.operatorsBp", "5500")]);
        var (policy, errors) = diff.Apply(Policy.Default with { Emission = Policy.Default.Emission with { CapPerWorkUnit = Tokens.Zero } });
        Assert.Empty(errors);
        Assert.Equal(new ChargeSplit(4_000, 500, 5_500), policy!.Split);
        Assert.NotEqual(Policy.Default.Digest(), policy.Digest());
    }

    [Fact]
    public void Diff_SamePathTwice_IsRefused() =>
        Assert.NotEmpty(new PolicyDiff([new PolicyChange("auditRepeatPpm", "1"), new PolicyChange("auditRepeatPpm", "2")]).Apply(Policy.Default).Errors);

    [Property]
    public bool Diff_Between_LeadsFromOneToTheOther(ushort repeat, byte attempts, uint ceiling)
    {
        var to = Policy.Default with
        {
            AuditRepeatPpm = repeat,
            Leases = Policy.Default.Leases with { AuditAttempts = 1 + attempts % 10 },
            Prices = Policy.Default.Prices with { Ceiling = Policy.Default.Prices.Floor + new Tokens(ceiling) },
        };
        return PolicyDiff.Between(Policy.Default, to).Apply(Policy.Default).Policy?.Digest() == to.Digest();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(50_000_000)]
    public void WashingJobs_AtTheFloor_EarnsLessThanIsLost(ulong audited)
    {
        var policy = Policy.Default;
        var terms = new SettlementTerms(Tokens.FromWhole(10), policy.Prices.Floor, 1_000_000, policy.Split);
        var node = Render.Network.Proof.NodeKey.IdOf(Samples.Digest("washer"));
        var settled = Settlement.Of(terms, [new NodeWork(node, OperatorId.Parse("op-1"), 50_000_000, audited)]);
        var epoch = new EpochTerms(policy.Emission.Schedule.At(0), Tokens.Zero, policy.Emission.CapPerWorkUnit, policy.Emission.AvailabilityBp);
        var closed = EpochClose.Of(epoch, settled.Emission, [new NodeAvailability(node, OperatorId.Parse("op-1"), 100)]);
        Assert.True(settled.Payouts[0].Amount + closed.Minted < settled.Charge);
    }
}
