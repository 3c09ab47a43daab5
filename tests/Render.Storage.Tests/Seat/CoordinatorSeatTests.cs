using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Storage.Seat;
using Render.TestStorage;

namespace Render.Storage.Tests.Seat;

public sealed class CoordinatorSeatTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private readonly string _container = AzuriteFixture.UniqueName("coordinator");
    private readonly FakeTimeProvider _time = new();
    private readonly LostAnswers _line = new();
    private int _renewals;

    private BlobContainerClient Container => new(fixture.Azurite.ConnectionString, _container, new BlobClientOptions
    {
        Transport = new HttpClientTransport(_line),
        Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(10) },
    });

    private CoordinatorSeat Seat(TimeProvider? time = null, SeatOptions? options = null) => new(Container, time ?? _time, options);

    private static Task Heard(CancellationToken token)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(heard.SetResult);
        return heard.Task.Guarded();
    }

    private bool IsRenewal(HttpRequestMessage request)
    {
        var renews = request.Headers.TryGetValues("x-ms-lease-action", out var actions) && actions.Contains("renew");
        if (renews)
            Interlocked.Increment(ref _renewals);
        return renews;
    }

    /// <summary>Moves the clock a second at a time, until something is so; the work that the clock sets off runs meanwhile.</summary>
    private async Task AdvanceUntil(Func<bool> condition, int seconds)
    {
        for (var i = 0; i < seconds * 20 && !condition(); i++)
        {
            if (i % 20 == 0)
                _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2);
        }

        Assert.True(condition());
    }

    [Fact]
    public async Task TryTake_Held_NullUntilItIsFreed()
    {
        var first = await Seat().TryTake();
        Assert.True(first!.IsHeld);
        Assert.Equal(1, first.Epoch);
        Assert.Null(await Seat().TryTake());
        await first.DisposeAsync();
        await using var second = await Seat().TryTake();
        Assert.Equal(2, second!.Epoch);
    }

    [Fact]
    public async Task TryTake_ManyAtOnce_OneSits()
    {
        var tenures = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Seat(options: new SeatOptions { Holder = $"h{i}" }).TryTake())));
        await using var only = Assert.Single(tenures, tenure => tenure is not null)!;
        Assert.Equal(1, only.Epoch);
        var record = (await Seat().Read())!;
        Assert.Equal((1, $"h{Array.IndexOf(tenures, only)}"), (record.Epoch, record.Holder));
    }

    [Fact]
    public async Task Dispose_Held_LostAndNotHeld()
    {
        var tenure = (await Seat().TryTake())!;
        await tenure.DisposeAsync();
        await Heard(tenure.Lost);
        Assert.False(tenure.IsHeld);
        await tenure.DisposeAsync();
    }

    [Fact]
    public async Task Take_HeldThenFreed_Sits()
    {
        var first = (await Seat().TryTake())!;
        var waiting = Seat(TimeProvider.System, new SeatOptions { TryEvery = TimeSpan.FromMilliseconds(20) }).Take();
        Assert.False(waiting.IsCompleted);
        await first.DisposeAsync();
        await using var second = await waiting.Guarded();
        Assert.Equal(2, second.Epoch);
    }

    [Fact]
    public async Task Renew_WellBeforeTheLeaseEnds_StaysHeld()
    {
        _line.Before = request => Task.FromResult(IsRenewal(request));
        await using var tenure = (await Seat().TryTake())!;
        for (var round = 1; round <= 4; round++)
        {
            var want = round;
            // Four times the span after which it would be lost without.
            await AdvanceUntil(() => Volatile.Read(ref _renewals) >= want && tenure.Remaining > TimeSpan.FromSeconds(45), 60);
        }

        Assert.True(tenure.IsHeld);
        Assert.False(tenure.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Renew_ServiceDoesNotAnswer_DeposedBeforeTheLeaseCanRunOut()
    {
        var options = new SeatOptions();
        await using var tenure = (await Seat().TryTake())!;
        _line.Before = request => IsRenewal(request) ? throw new HttpRequestException("The line is cut.") : Task.CompletedTask;
        var start = _time.GetTimestamp();
        await AdvanceUntil(() => tenure.Lost.IsCancellationRequested, 60);
        Assert.InRange(_time.GetElapsedTime(start), options.Lease - options.Margin, options.Lease - TimeSpan.FromSeconds(1));
        Assert.InRange(_renewals, 2, 100);
        Assert.False(tenure.IsHeld);
    }

    [Fact]
    public async Task IsHeld_ProcessWasFrozen_FalseBeforeAnyTimerRan()
    {
        var time = new FrozenTimers();
        await using var tenure = (await Seat(time).TryTake())!;
        Assert.True(tenure.IsHeld);
        time.Advance(TimeSpan.FromSeconds(55));
        Assert.False(tenure.Lost.IsCancellationRequested);
        Assert.False(tenure.IsHeld);
    }

    [Fact]
    public async Task Renew_LeaseBrokenAndTakenByAnother_Lost()
    {
        await using var tenure = (await Seat().TryTake())!;
        await Container.GetBlobClient("seat").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        await using var next = (await Seat().TryTake())!;
        Assert.Equal(2, next.Epoch);
        await AdvanceUntil(() => tenure.Lost.IsCancellationRequested, 20);
        Assert.False(tenure.IsHeld);
        Assert.True(next.IsHeld);
    }

    [Fact]
    public async Task Take_HolderCrashed_SitsOnceTheLeaseHasRunOut()
    {
        var options = new SeatOptions { Lease = TimeSpan.FromSeconds(15), RenewEvery = TimeSpan.FromSeconds(5), Margin = TimeSpan.FromSeconds(5), TryEvery = TimeSpan.FromMilliseconds(200) };
        // Its clock stands still, so it renews nothing, as if its process were gone.
        _ = await Seat(options: options).TryTake();
        await using var next = await Seat(TimeProvider.System, options).Take().Guarded();
        Assert.Equal(2, next.Epoch);
    }

    [Fact]
    public async Task TryTake_AnswerLost_SitsWithOneEpoch()
    {
        await using (var warm = await Seat().TryTake())
            Assert.Equal(1, warm!.Epoch);
        _line.Lose = request => request.Headers.TryGetValues("x-ms-lease-action", out var actions) && actions.Contains("acquire");
        await using var tenure = await Seat().TryTake();
        Assert.Equal(1, _line.Lost);
        Assert.Equal(2, tenure!.Epoch);
    }

    [Theory]
    [InlineData(14, 3, 3)]
    [InlineData(61, 15, 10)]
    [InlineData(60, 50, 10)]
    public void Options_ThatDoNotFit_Refused(int lease, int renew, int margin) => Assert.Throws<ArgumentException>(() => Seat(options: new SeatOptions
    {
        Lease = TimeSpan.FromSeconds(lease),
        RenewEvery = TimeSpan.FromSeconds(renew),
        Margin = TimeSpan.FromSeconds(margin),
    }));

    /// <summary>A clock that runs while no timer does, as for a process that was stopped.</summary>
    private sealed class FrozenTimers : TimeProvider
    {
        private long _now;

        public void Advance(TimeSpan span) => _now += span.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
