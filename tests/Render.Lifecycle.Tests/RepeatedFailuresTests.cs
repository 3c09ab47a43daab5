using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Render.Lifecycle.Tests;

public class RepeatedFailuresTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly Lines lines = new();

    [Fact]
    public void Failed_TheFirstTime_IsSaidAtOnceWithTheException()
    {
        Create().Failed(new IOException("No space left on device."));

        var (level, text, exception) = Assert.Single(lines.All);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("flush", text, StringComparison.Ordinal);
        Assert.IsType<IOException>(exception);
    }

    [Fact]
    public void Failed_EverySecondForADay_IsSaidAtGrowingIntervalsWithTheCount()
    {
        var failures = Create();
        var said = new List<int>();
        for (var second = 0; second < 86_400; second++, clock.Advance(TimeSpan.FromSeconds(1)))
        {
            var before = lines.All.Count;
            failures.Failed(new IOException("No space left on device."));
            if (lines.All.Count > before)
                said.Add(second);
        }

        Assert.Equal([0, 10, 30, 70, 150, 310, 630, 1_270, 2_170, 3_070], said.Take(10));
        Assert.True(said.Count < 110, $"{said.Count} lines");
        Assert.Contains("failed 11 times", lines.All[1].Text, StringComparison.Ordinal);
        Assert.All(lines.All.Skip(1), line => Assert.Null(line.Exception));
    }

    [Fact]
    public void Worked_AfterFailures_IsSaidOnceWithTheCount()
    {
        var failures = Create();
        for (var i = 0; i < 3; i++)
            failures.Failed(new IOException("No space left on device."));
        for (var i = 0; i < 20; i++, clock.Advance(TimeSpan.FromSeconds(1)))
            failures.Worked();

        Assert.Equal(2, lines.All.Count);
        Assert.Contains("works again after 3 failures", lines.All[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Worked_BetweenFailures_StartsNothingAnew()
    {
        var failures = Create();
        for (var i = 0; i < 8; i++, clock.Advance(TimeSpan.FromSeconds(1)))
        {
            failures.Failed(new IOException("No space left on device."));
            failures.Worked();
        }

        Assert.Single(lines.All);
    }

    [Fact]
    public void Failed_AfterItWorked_IsSaidAtOnceAgain()
    {
        var failures = Create();
        failures.Failed(new IOException("No space left on device."));
        clock.Advance(RepeatedFailures.Proof);
        failures.Worked();

        failures.Failed(new IOException("No space left on device."));

        Assert.Equal(3, lines.All.Count);
        Assert.NotNull(lines.All[2].Exception);
    }

    [Fact]
    public void Worked_WithoutAFailure_SaysNothing()
    {
        Create().Worked();

        Assert.Empty(lines.All);
    }

    private RepeatedFailures Create() => new("flush", clock, lines);

    private sealed class Lines : ILogger
    {
        public List<(LogLevel Level, string Text, Exception? Exception)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add((logLevel, formatter(state, exception), exception));
    }
}
