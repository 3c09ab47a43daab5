using System.Text.Json.Nodes;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// Epochs of the escrow: jobs of every size, topped up or not, settled by accepted work or given back without, and what each operator has earned then. Drawn by
/// name and so the same everywhere, within the 96 bits of the contract's amounts.
/// </summary>
internal static class EscrowVectors
{
    private const int Epochs = 120;

    public static JsonNode Escrows() => new JsonArray([.. Enumerable.Range(0, Epochs).Select(Epoch)]);

    private static JsonObject Epoch(int epoch)
    {
        var split = Split(epoch);
        var jobs = new JsonArray();
        var (burnt, treasury, operators) = (Tokens.Zero, Tokens.Zero, Tokens.Zero);
        var earned = new SortedDictionary<string, Tokens>(StringComparer.Ordinal);
        for (var job = 0; job < Draw($"{epoch} jobs", 1, 5); job++)
        {
            var name = $"{epoch} {job}";
            var (cap, topUp) = (Amount(name + " cap", 88), Draw(name + " raised", 0, 2) == 0 ? Amount(name + " raise", 80) : Tokens.Zero);
            NodeWork[] work = [.. Enumerable.Range(0, Draw(name + " nodes", 0, 4)).Select(i => Work(name, i))];
            // A price at which the charge is somewhere about the cap.
            var rays = work.Aggregate(1UL, static (sum, node) => sum + node.RenderedRays);
            var price = (cap + topUp).MultiplyDivide((UInt128)Draw(name + " price", 1, 1_400) * 1_000, rays);
            var result = Settlement.Of(new SettlementTerms(cap + topUp, price, 1_000_000, split), work);
            jobs.Add(new JsonObject
            {
                ["cap"] = cap.ToString(),
                ["topUp"] = topUp.ToString(),
                ["pricePerMillionRays"] = price.ToString(),
                ["work"] = new JsonArray([.. work.Select(w => (JsonNode)new JsonObject { ["node"] = w.Node.Value, ["account"] = w.Operator.Value, ["rendered"] = w.RenderedRays, ["audited"] = w.AuditedRays })]),
                // Without accepted work a job is given back whole and never charged.
                ["settled"] = work.Length > 0,
                ["charge"] = result.Charge.ToString(),
                ["refund"] = result.Refund.ToString(),
            });
            (burnt, treasury, operators) = (burnt + result.Burn, treasury + result.Treasury, operators + result.Operators);
            foreach (var payout in result.Payouts)
                earned[payout.Operator.Value] = earned.GetValueOrDefault(payout.Operator.Value) + payout.Amount;
        }

        return new JsonObject
        {
            ["burnBp"] = split.BurnBp,
            ["treasuryBp"] = split.TreasuryBp,
            ["jobs"] = jobs,
            ["burnt"] = burnt.ToString(),
            ["treasury"] = treasury.ToString(),
            ["operators"] = operators.ToString(),
            ["earned"] = new JsonArray([.. earned.Where(e => !e.Value.IsZero).Select(e => (JsonNode)new JsonObject { ["account"] = e.Key, ["amount"] = e.Value.ToString() })]),
        };
    }

    private static ChargeSplit Split(int epoch)
    {
        if (epoch == 0) return new ChargeSplit();
        // Some shares are nothing, and some are equal, so that remainders tie.
        var burn = Draw($"{epoch} burn", 0, 5) switch { 0 => 0, 1 => 3_333, 2 => 5_000, _ => Draw($"{epoch} burn bp", 0, 10_000) };
        var left = 10_000 - burn;
        var treasury = Draw($"{epoch} treasury", 0, 4) switch { 0 => 0, 1 => left / 2, 2 => Math.Min(left, 3_333), _ => Draw($"{epoch} treasury bp", 0, left) };
        return new ChargeSplit(burn, treasury, left - treasury);
    }

    // Nodes of a few operators, some of whom own several, some of which only audited.
    private static NodeWork Work(string name, int node) => new(
        NodeKey.IdOf(Samples.Digest(node)), OperatorId.Parse($"op-{node % 3}"),
        node > 0 && Draw($"{name} {node} audits", 0, 3) == 0 ? 0 : (ulong)Wide($"{name} {node} rays", 40) + 1, (ulong)Wide($"{name} {node} audited", 30));

    private static Tokens Amount(string name, int bits) => new(Wide(name, bits) + 1);

    private static UInt128 Wide(string name, int bits) => NamedDraw.Wide("escrow " + name, bits);

    private static int Draw(string name, int least, int most) => NamedDraw.Number("escrow " + name, least, most);
}
