using Microsoft.Extensions.Time.Testing;

namespace Render.Local.Tests.Durable;

/// <summary>Time that goes by between the call that sets a timer for the first time and its being set.</summary>
internal sealed class PassingBeforeItArms(FakeTimeProvider time, TimeSpan passing) : TimeProvider
{
    private TimeSpan _passing = passing;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Late(this, time.CreateTimer(callback, state, dueTime, period));

    private void Pass()
    {
        var span = _passing;
        _passing = TimeSpan.Zero;
        time.Advance(span);
    }

    private sealed class Late(PassingBeforeItArms provider, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            provider.Pass();
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
