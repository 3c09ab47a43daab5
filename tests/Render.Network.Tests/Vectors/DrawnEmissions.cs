using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// Epochs and schedules of every size, drawn by name and so the same everywhere, within what the contracts take: at most a billion tokens an epoch,
/// at most half for availability.
/// </summary>
internal static class DrawnEmissions
{
    private static readonly Tokens Most = Tokens.FromWhole(1_000_000_000);

    /// <summary>An epoch's terms, work and availability. About half are stopped by the cap, the others by the budget; a few have nobody.</summary>
    public static (EpochTerms Terms, NodeEmissionWork[] Work, NodeAvailability[] Availability) Epoch(int number)
    {
        int Draw(string field, int least, int most) => NamedDraw.Number($"epoch {number} {field}", least, most);
        var work = Enumerable.Range(0, Draw("workers", 0, 4))
            .Select(i => new NodeEmissionWork(Node(i), Owner(i), (ulong)NamedDraw.Wide($"epoch {number} work {i}", 48)))
            .ToArray();
        var availability = Enumerable.Range(0, Draw("waiters", 0, 3))
            .Select(i => new NodeAvailability(Node(i + 2), Owner(i + 2), (uint)Draw($"answered {i}", 1, 1_000)))
            .ToArray();
        var budget = Amount($"epoch {number} scheduled");
        // In every third epoch something may be recycled.
        var recyclable = number % 3 == 2 ? Amount($"epoch {number} recyclable") : Tokens.Zero;
        var done = work.Aggregate((UInt128)1, static (sum, w) => sum + w.MicroWorkUnits);
        // A cap of the size at which budget and cap are about even, and then more or less of it.
        var cap = budget.MultiplyDivide(1_000_000, done).MultiplyDivide((UInt128)Draw("cap", 0, 2_000), 1_000);
        return (new(budget, Amount($"epoch {number} carry"), Tokens.Min(cap, Most), Draw("share", 0, 5_000), recyclable), work, availability);
    }

    /// <summary>A schedule and an epoch of it, up to some ten years after its last stated period.</summary>
    public static (EmissionSchedule Schedule, int Epoch) Schedule(int number)
    {
        int Draw(string field, int least, int most) => NamedDraw.Number($"schedule {number} {field}", least, most);
        EmissionPeriod[] periods = [.. Enumerable.Range(0, Draw("periods", 1, 4)).Select(i => new EmissionPeriod(Draw($"epochs {i}", 1, 60), Amount($"schedule {number} amount {i}")))];
        var year = Draw("year", 1, 60);
        return (new(periods, year, Draw("damping", 0, 1_000_000)), Draw("epoch", 0, periods.Sum(p => p.Epochs) + 10 * year));
    }

    private static NodeId Node(int i) => NodeKey.IdOf(Samples.Digest(i));

    private static OperatorId Owner(int i) => OperatorId.Parse($"op-{i}");

    private static Tokens Amount(string name) => Tokens.Min(new(NamedDraw.Wide(name, 90)), Most);
}
