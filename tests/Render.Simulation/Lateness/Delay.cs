using Render.Simulation.Machine;

namespace Render.Simulation.Lateness;

/// <summary>Makes one thing late until the faults end.</summary>
internal sealed class Delay(Simulator simulator, LateThing thing, LatePlan plan, TimeSpan until)
{
    private readonly SeededStream random = new(simulator.Seed, $"late {thing}");

    /// <summary>The next delay; zero: in time.</summary>
    public TimeSpan Next() => simulator.Now < until && random.Chance(plan.Share) ? random.Spread(LatePlan.Least, plan.Most) : TimeSpan.Zero;

    /// <summary>The next delay of something that is due within a span: if any, it ends up to a sixth of the span before that is over, or after.</summary>
    public TimeSpan Around(TimeSpan span) => simulator.Now < until && random.Chance(plan.Share) ? span * (5 + (2 * random.Unit())) / 6 : TimeSpan.Zero;

    /// <summary>True in half of the cases.</summary>
    public bool Toss() => random.Chance(0.5);

    /// <summary>Waits where it is late.</summary>
    public Task Pass(TimeProvider clock, CancellationToken cancellationToken = default) => Wait(Next(), clock, cancellationToken);

    /// <summary>Does something late, or does it and tells it late.</summary>
    public async Task<T> Run<T>(Func<Task<T>> step, TimeProvider clock, CancellationToken cancellationToken)
    {
        await Pass(clock, cancellationToken);
        var done = await step();
        await Pass(clock, cancellationToken);
        return done;
    }

    private static Task Wait(TimeSpan span, TimeProvider clock, CancellationToken cancellationToken) =>
        span == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(span, clock, cancellationToken);
}
