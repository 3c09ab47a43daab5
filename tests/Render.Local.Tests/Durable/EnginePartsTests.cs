using System.Text;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;

namespace Render.Local.Tests.Durable;

public sealed class EnginePartsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(55);

    [Fact]
    public void EngineClock_SetBackAndForth_NeverGoesBack()
    {
        var time = new FakeTimeProvider(Start);
        var shifted = new ShiftedClock(time);
        var clock = new EngineClock(shifted, notBefore: 0);
        Assert.Equal(Start.UtcTicks, clock.Now);
        shifted.Shift = -TimeSpan.FromDays(10);
        Assert.Equal(Start.UtcTicks, clock.Now);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Start.AddMinutes(1).UtcTicks, clock.Now);
        shifted.Shift = TimeSpan.FromDays(10);
        Assert.Equal(Start.AddDays(10).AddMinutes(1).UtcTicks, clock.Now);
    }

    [Fact]
    public void EngineClock_AfterARestartInThePast_StartsAtTheLastTurn()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new EngineClock(time, Start.AddDays(1).UtcTicks);
        Assert.Equal(Start.AddDays(1).UtcTicks, clock.Now);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Start.AddDays(1).AddHours(1).UtcTicks, clock.Now);
    }

    /// <summary>Each action runs once, in order of its instant, and none of those that were removed.</summary>
    [Property(MaxTest = 50)]
    public void DueQueue_RandomInstants_RunOnceInOrder(ushort[] minutes, bool[] removed)
    {
        var time = new FakeTimeProvider(Start);
        using var queue = new DueQueue(new EngineClock(time, 0), time);
        var ran = new List<int>();
        for (var i = 0; i < minutes.Length; i++)
        {
            var number = i;
            queue.Add((1, 0, number), Start.AddMinutes(minutes[i]).UtcTicks, () => ran.Add(number));
        }

        bool Kept(int i) => minutes[i] == 0 || i >= removed.Length || !removed[i];
        for (var i = 0; i < minutes.Length; i++)
        {
            if (!Kept(i))
            {
                queue.Remove((1, 0, i));
            }
        }

        for (var step = 0; step < 66; step++)
        {
            time.Advance(TimeSpan.FromMinutes(1_000));
        }

        Assert.Equal(Enumerable.Range(0, minutes.Length).Where(Kept).Order(), ran.Order());
        Assert.Equal(ran.Select(i => minutes[i]).Order(), ran.Select(i => minutes[i]));
    }

    /// <summary>The clock passes the instant after it was read and before the timer is set: nobody would wake the queue again.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(3_600)]
    public void DueQueue_TimePassesWhileItIsArmed_RunsOnTime(int seconds)
    {
        var time = new FakeTimeProvider(Start);
        using var queue = new DueQueue(new EngineClock(time, 0), new PassingBeforeItArms(time, TimeSpan.FromSeconds(seconds)));
        var ran = 0;
        queue.Add((1, 0, 0), Start.AddSeconds(10).UtcTicks, () => ran++);
        time.Advance(TimeSpan.FromSeconds(Math.Max(0, 10 - seconds)));
        Assert.Equal(1, ran);
    }

    [Fact]
    public void DueQueue_ManyRemoved_AreSwept()
    {
        var time = new FakeTimeProvider(Start);
        using var queue = new DueQueue(new EngineClock(time, 0), time);
        for (var i = 0; i < 10_000; i++)
        {
            queue.Add((1, 0, i), Start.AddDays(1).UtcTicks, () => Assert.Fail("removed"));
            queue.Remove((1, 0, i));
        }

        Assert.InRange(queue.Count, 0, 1_100);
        time.Advance(TimeSpan.FromDays(2));
    }

    [Property]
    public void TurnCodec_AnyTurn_ReadsBack(long now, int sequence, string text, string error)
    {
        (text, error) = (text ?? "", error ?? "");
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(text);
        var turn = new TurnRecord(
            now,
            [
                new TurnEvent(TurnEventKind.ActivityDone, 3, sequence) { Payload = json },
                new TurnEvent(TurnEventKind.ActivityFailed, 3, sequence) { ErrorType = Valid(text), Error = Valid(error) },
                new TurnEvent(TurnEventKind.TimerFired, 3, sequence),
                new TurnEvent(TurnEventKind.Inbox, 3, 0) { Position = now },
            ],
            [
                new Call(CallKind.Activity, sequence, Valid(text)),
                new Call(CallKind.SubWorkflow, sequence, Valid(text), Valid(error)),
                new Call(CallKind.Timer, sequence, Due: now),
                new Call(CallKind.TimerCancelled, sequence),
            ]);
        var read = TurnCodec.Read(TurnCodec.Write(turn), generation: 3);
        Assert.Equal(now, read.Now);
        Assert.Equal(json, read.Events[0].Payload);
        Assert.Equal(turn.Events.Select(e => (e.Kind, e.Generation, e.Sequence, e.ErrorType, e.Error, e.Position)), read.Events.Select(e => (e.Kind, e.Generation, e.Sequence, e.ErrorType, e.Error, e.Position)));
        Assert.All(turn.Calls.Zip(read.Calls), pair => Assert.True(pair.First.Repeats(pair.Second)));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(9, 60)]
    [InlineData(5_000, 60)]
    public void RetryPolicy_Delays_GrowToTheirLimit(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new RetryPolicy(10, TimeSpan.FromSeconds(10), 2, TimeSpan.FromMinutes(1)).DelayAfter(failures));

    /// <summary>Lone surrogates have no UTF-8; names and messages that hold them are stored with a replacement.</summary>
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
