using System.Text;
using System.Text.Json.Nodes;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Tests.Vectors;

/// <summary>Vectors of money: splits, settlements, epochs, ledger hashes, policy.</summary>
internal static class EconomyVectors
{
    public static JsonNode Splits()
    {
        var cases = new JsonArray();
        foreach (var (amount, weights) in new (string, ulong[])[]
        {
            ("0", [1, 2]), ("10", [1, 1, 1]), ("2", [1, 1, 1]), ("1", [1, 1, 1]), ("100", [0, 1, 0]), ("1000000000000000000", [3, 7, 11, 13]),
            ("340282366920938463463374607431768211455", [ulong.MaxValue, 1, ulong.MaxValue - 1]), ("17", [5, 5, 5, 5, 5, 5, 5]),
        })
        {
            Share[] shares = [.. weights.Select((w, i) => new Share($"node-{weights.Length - i}", w))];
            var parts = LargestRemainder.Split(Tokens.Parse(amount), shares);
            cases.Add(new JsonObject
            {
                ["amount"] = amount,
                ["shares"] = new JsonArray([.. shares.Select(s => (JsonNode)new JsonObject { ["id"] = s.Id, ["weight"] = s.Weight.ToString(System.Globalization.CultureInfo.InvariantCulture) })]),
                ["parts"] = new JsonArray([.. parts.Select(p => (JsonNode)p.ToString())]),
            });
        }

        return cases;
    }

    public static JsonNode Replicas()
    {
        var cases = new JsonArray();
        foreach (var (rays, nodes) in new (ulong, int[])[] { (0, [1, 2]), (1, [2, 1]), (101, [1, 2]), (101, [3, 2, 1]), (ulong.MaxValue, [1, 2, 3, 4]), (12_345, [7]) })
        {
            NodeId[] sharing = [.. nodes.Select(Node)];
            cases.Add(new JsonObject
            {
                ["rays"] = rays,
                ["nodes"] = new JsonArray([.. sharing.Select(node => (JsonNode)node.Value)]),
                ["shares"] = new JsonArray([.. AcceptedWork.Share(rays, sharing).Select(share => (JsonNode)share)]),
            });
        }

        return cases;
    }

    public static JsonNode Votes()
    {
        var cases = new JsonArray();
        foreach (var replicas in new[] { "a0 a0", "a15 a15", "a12 a12", "a0 a0 a0", "a0 a0 a30", "a0 b0", "a999", "a9 a24" })
        {
            (string Result, int Correct)[] votes = [.. replicas.Split(' ').Select(r => (r[..1], int.Parse(r[1..], System.Globalization.CultureInfo.InvariantCulture)))];
            foreach (var another in new[] { false, true })
                cases.Add(new JsonObject
                {
                    ["replicas"] = new JsonArray([.. votes.Select(v => (JsonNode)new JsonObject { ["result"] = v.Result, ["replicatedCorrect"] = v.Correct })]),
                    ["least"] = 2,
                    ["most"] = 3,
                    ["trust"] = 10,
                    ["another"] = another,
                    ["decision"] = ReplicaRule.Decide(votes, 2, 3, 10, another).ToString(),
                });
        }

        return cases;
    }

    public static JsonNode Settlements()
    {
        var price = Tokens.FromDecimal(0.0123456789m);
        return new JsonArray(
            Settle(Tokens.FromWhole(5), price, 1_500_000, []),
            Settle(Tokens.FromWhole(5), price, 1_500_000, [Work(1, 1_000_001, 0)]),
            Settle(Tokens.FromWhole(5), price, 1_500_000, [Work(1, 7, 3), Work(2, 11, 5), Work(3, 0, 1)]),
            Settle(Tokens.FromWhole(1), price, 1_500_000, [Work(1, 100_000_000, 3_000_000), Work(2, 50_000_000, 1), Work(3, 33_333_333, 2_000_000)]),
            Settle(new Tokens(3), new Tokens(1), 1_000_000, [Work(1, 1, 0), Work(2, 1, 0), Work(3, 1, 0)]));
    }

    public static JsonNode Epochs()
    {
        NodeEmissionWork Emission(int node, ulong work) => new(Node(node), Owner(node), work);
        NodeAvailability Answers(int node, uint answered) => new(Node(node), Owner(node), answered);
        var terms = new EpochTerms(Tokens.FromWhole(100), Tokens.FromWhole(7), Tokens.FromDecimal(0.5m), 1_000);
        return new JsonArray(
        [
            Close(terms, [], []),
            Close(terms, [Emission(1, 3_000_000), Emission(2, 1)], []),
            Close(terms, [Emission(1, 1_000_000_000), Emission(2, 333_333_333), Emission(3, 7)], [Answers(1, 3), Answers(4, 4)]),
            Close(terms with { Recyclable = Tokens.FromWhole(3) }, [Emission(1, 1_000_000_000), Emission(2, 7)], [Answers(2, 1)]),
            Close(terms with { CapPerWorkUnit = Tokens.Zero }, [Emission(1, 5)], [Answers(2, 1)]),
            .. Enumerable.Range(0, 200).Select(DrawnEmissions.Epoch).Select(drawn => Close(drawn.Terms, drawn.Work, drawn.Availability)),
        ]);
    }

    public static JsonNode Emissions()
    {
        var schedule = EmissionSchedule.RenderNetwork;
        return new JsonArray([.. new[] { 0, 51, 52, 103, 104, 155, 156, 208, 1_000 }.Select(e => (JsonNode)new JsonObject { ["epoch"] = e, ["emission"] = schedule.At(e).ToString() })]);
    }

    public static JsonNode Schedules() => new JsonArray([.. Enumerable.Range(0, 150).Select(DrawnEmissions.Schedule).Select(drawn => (JsonNode)new JsonObject
    {
        ["periods"] = new JsonArray([.. drawn.Schedule.Periods.Select(p => (JsonNode)new JsonObject { ["epochs"] = p.Epochs, ["perEpoch"] = p.PerEpoch.ToString() })]),
        ["epochsPerYear"] = drawn.Schedule.EpochsPerYear,
        ["dampingPpm"] = drawn.Schedule.DampingPpm,
        ["epoch"] = drawn.Epoch,
        ["emission"] = drawn.Schedule.At(drawn.Epoch).ToString(),
    })]);

    public static JsonNode Ledger()
    {
        var entries = new List<LedgerEntry>();
        void Append(LedgerPayload payload, long time) => entries.Add(LedgerHash.Chain(payload.ToDraft(), entries.LastOrDefault(), time));
        Append(Genesis.Of("vectors", Policy.Default), 1_700_000_000_000);
        Append(new FaucetGranted(Accounts.Creator(CreatorId.Parse("alice")), Tokens.FromWhole(10), "first"), 1_700_000_001_000);
        Append(new BeaconAnchored(0, Samples.Digest("anchor"), 1_000), 1_700_000_000_500);
        return new JsonArray([.. entries.Select(e => (JsonNode)new JsonObject
        {
            ["sequence"] = e.Sequence, ["kind"] = (int)e.Kind, ["key"] = e.Key, ["timeUnixMs"] = e.TimeUnixMs,
            ["postings"] = new JsonArray([.. e.Postings.Select(p => (JsonNode)new JsonObject { ["account"] = p.Account, ["delta"] = p.Delta.ToString(System.Globalization.CultureInfo.InvariantCulture) })]),
            ["payload"] = Encoding.UTF8.GetString(e.Payload.Span), ["previous"] = e.Previous.ToString(), ["hash"] = e.Hash.ToString(),
        })]);
    }

    public static JsonNode Policies() => new JsonObject { ["canonical"] = Encoding.UTF8.GetString(PolicyJson.Write(Policy.Default)), ["digest"] = Policy.Default.Digest().ToString() };

    private static NodeId Node(int i) => NodeKey.IdOf(Samples.Digest(i));

    private static OperatorId Owner(int i) => OperatorId.Parse($"op-{i}");

    private static NodeWork Work(int node, ulong rendered, ulong audited) => new(Node(node), Owner(node), rendered, audited);

    private static JsonObject Settle(Tokens cap, Tokens price, ulong microWork, NodeWork[] work)
    {
        var result = Settlement.Of(new SettlementTerms(cap, price, microWork, new ChargeSplit()), work);
        return new JsonObject
        {
            ["cap"] = cap.ToString(),
            ["pricePerMillionRays"] = price.ToString(),
            ["microWorkUnitsPerMillionRays"] = microWork,
            ["burnBp"] = 4_500,
            ["treasuryBp"] = 500,
            ["operatorsBp"] = 5_000,
            ["work"] = new JsonArray([.. work.Select(w => (JsonNode)new JsonObject { ["node"] = w.Node.Value, ["rendered"] = w.RenderedRays, ["audited"] = w.AuditedRays })]),
            ["charge"] = result.Charge.ToString(),
            ["burn"] = result.Burn.ToString(),
            ["treasury"] = result.Treasury.ToString(),
            ["operators"] = result.Operators.ToString(),
            ["refund"] = result.Refund.ToString(),
            ["payouts"] = new JsonArray([.. result.Payouts.Select(p => (JsonNode)new JsonObject { ["node"] = p.Node.Value, ["amount"] = p.Amount.ToString() })]),
            ["emissionWork"] = new JsonArray([.. result.Emission.Select(e => (JsonNode)new JsonObject { ["node"] = e.Node.Value, ["microWorkUnits"] = e.MicroWorkUnits })]),
        };
    }

    private static JsonObject Close(EpochTerms terms, NodeEmissionWork[] work, NodeAvailability[] availability)
    {
        var result = EpochClose.Of(terms, work, availability);
        return new JsonObject
        {
            ["scheduled"] = terms.Scheduled.ToString(),
            ["carryIn"] = terms.CarryIn.ToString(),
            ["capPerWorkUnit"] = terms.CapPerWorkUnit.ToString(),
            ["availabilityBp"] = terms.AvailabilityBp,
            ["recyclable"] = terms.Recyclable.ToString(),
            ["work"] = new JsonArray([.. work.Select(w => (JsonNode)new JsonObject { ["node"] = w.Node.Value, ["microWorkUnits"] = w.MicroWorkUnits })]),
            ["availability"] = new JsonArray([.. availability.Select(a => (JsonNode)new JsonObject { ["node"] = a.Node.Value, ["answered"] = a.Answered })]),
            ["minted"] = result.Minted.ToString(),
            ["carryOut"] = result.CarryOut.ToString(),
            ["recycled"] = result.Recycled.ToString(),
            ["payouts"] = new JsonArray([.. result.Payouts.Select(p => (JsonNode)new JsonObject { ["node"] = p.Node.Value, ["amount"] = p.Amount.ToString() })]),
        };
    }
}
