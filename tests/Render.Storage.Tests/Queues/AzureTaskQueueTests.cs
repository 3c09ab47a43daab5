using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Storage.Queues;
using Render.TestStorage;

namespace Render.Storage.Tests.Queues;

public sealed class AzureTaskQueueTests : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly AzureTaskQueueOptions _options = new() { Prefix = $"{Guid.NewGuid():N}"[..12] + "-", Capacity = 5, LongestPause = TimeSpan.FromMilliseconds(200) };
    private readonly QueueServiceClient _service;
    private readonly List<AzureTaskQueue> _opened = [];

    public AzureTaskQueueTests(AzuriteFixture fixture) => _service = StorageClients.Queues(fixture.Azurite.ConnectionString);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var queue in _opened)
            await queue.DisposeAsync();
    }

    [Fact]
    public async Task Wait_AnotherProcessEnqueues_Wakes()
    {
        var (waiting, waking) = (Open(), Open());
        var waiter = waiting.Wait("claims:a", Long);
        await waking.Enqueue("claims:a");
        Assert.True(await waiter.Guarded());
    }

    [Fact]
    public async Task Wait_AnotherProcessWaitsToo_EachWakeUpWakesOne()
    {
        var (one, other, waking) = (Open(), Open(), Open());
        var waiters = new[] { one.Wait("claims:a", Long), other.Wait("claims:a", Long) };
        await waking.Enqueue("claims:a");
        var first = await Task.WhenAny(waiters).Guarded();
        Assert.False(await one.Wait("claims:a", TimeSpan.Zero));
        Assert.Equal(1, waiters.Count(waiter => waiter.IsCompleted));
        await waking.Enqueue("claims:a");
        Assert.True(await waiters.Single(waiter => waiter != first).Guarded());
    }

    [Fact]
    public async Task Wait_CancelledAtAnyMoment_UsesUpNoWakeUp()
    {
        var (waiting, waking) = (Open(), Open());
        for (var round = 0; round < 20; round++)
        {
            using var cancel = new CancellationTokenSource();
            var waiter = waiting.Wait("claims:a", Long, cancel.Token);
            var sending = waking.Enqueue("claims:a");
            if (round % 2 == 0)
                await sending;
            await cancel.CancelAsync();
            await sending;
            var woken = await waiter.ContinueWith(static ended => ended is { IsCompletedSuccessfully: true, Result: true }, TaskScheduler.Default);
            // Whoever waits next has it, unless it came first.
            Assert.True(woken || await waiting.Wait("claims:a", Long).Guarded());
        }

        // A wake-up is passed on first and deleted then: what is under way ends with the queue.
        await waiting.DisposeAsync();
        Assert.Equal(0, await Messages("claims:a"));
    }

    [Fact]
    public async Task Enqueue_MoreThanTheBound_KeepsTheBound()
    {
        var queue = Open();
        await queue.Enqueue("claims:a", 1_000_000);
        await queue.Enqueue("claims:a", 3);
        Assert.Equal(_options.Capacity, await Messages("claims:a"));
        Assert.True(await queue.Wait("claims:a", TimeSpan.Zero));
        await queue.Enqueue("claims:a", 3);
        Assert.Equal(_options.Capacity, await Messages("claims:a"));
    }

    [Fact]
    public async Task Enqueue_OthersTookWhatFilledTheQueue_FitsAgain()
    {
        var (sending, taking) = (Open(), Open());
        await sending.Enqueue("claims:a", _options.Capacity);
        for (var i = 0; i < _options.Capacity; i++)
            Assert.True(await taking.Wait("claims:a", TimeSpan.Zero));
        await sending.Enqueue("claims:a", 2);
        Assert.Equal(2, await Messages("claims:a"));
    }

    [Fact]
    public async Task Enqueue_Message_ExpiresAndNamesItsPool()
    {
        await Open().Enqueue("work-economy");
        var message = Assert.Single((await _service.GetQueueClient(_options.Prefix + "work-economy").PeekMessagesAsync(32)).Value);
        Assert.Equal(_options.Keep, message.ExpiresOn - message.InsertedOn);
        Assert.Equal("work-economy", message.Body.ToString());
    }

    [Fact]
    public async Task Wait_Received_IsDeleted()
    {
        var queue = Open();
        await queue.Enqueue("claims:a");
        Assert.True(await queue.Wait("claims:a", Long).Guarded());
        await queue.DisposeAsync();
        Assert.Equal(0, await Messages("claims:a"));
    }

    [Fact]
    public async Task Sweep_RemovesDerivedQueuesThatNobodyUses()
    {
        var time = new FakeTimeProvider();
        await Open().Enqueue("claims:left-by-an-earlier-process");
        var queue = Open(time);
        foreach (var pool in new[] { "claims:gone", "claims:busy", "work-economy" })
            await queue.Enqueue(pool);
        time.Advance(_options.Idle);
        Assert.True(await queue.Wait("claims:busy", TimeSpan.Zero));
        await queue.Sweeping.Guarded();
        Assert.Equal(new[] { Name("claims:busy"), Name("work-economy") }.Order(), await Queues());
        // One that was removed is there again when it is needed.
        await queue.Enqueue("claims:gone");
        Assert.True(await queue.Wait("claims:gone", TimeSpan.Zero));
    }

    [Fact]
    public async Task Sweep_SomebodyWaits_KeepsHisQueue()
    {
        var time = new FakeTimeProvider();
        var queue = Open(time);
        await queue.Enqueue("claims:patient");
        Assert.True(await queue.Wait("claims:patient", TimeSpan.Zero));
        var waiter = queue.Wait("claims:patient", 2 * _options.Idle);
        time.Advance(_options.Idle);
        await queue.Enqueue("claims:other");
        await queue.Sweeping.Guarded();
        Assert.Contains(Name("claims:patient"), await Queues());
        await queue.Enqueue("claims:patient");
        Assert.True(await waiter.Guarded());
    }

    private string Name(string pool) => QueueNames.Of(_options.Prefix, pool);

    private async Task<int> Messages(string pool) => (await _service.GetQueueClient(Name(pool)).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private async Task<string[]> Queues() => await _service.GetQueuesAsync(prefix: _options.Prefix).Select(queue => queue.Name).Order().ToArrayAsync();

    private AzureTaskQueue Open(TimeProvider? time = null)
    {
        var queue = new AzureTaskQueue(_service, time ?? TimeProvider.System, NullLogger<AzureTaskQueue>.Instance, _options);
        _opened.Add(queue);
        return queue;
    }
}
