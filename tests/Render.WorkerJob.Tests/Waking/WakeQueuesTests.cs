using Azure.Storage.Queues;
using Render.TestStorage;
using Render.WorkerJob.Waking;

namespace Render.WorkerJob.Tests.Waking;

public sealed class WakeQueuesTests(AzuriteFixture storage) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Take_NoMessage_IsNoneAfterTheWait() => Assert.Null(await Open(await Queue()).Take(Short, default));

    [Fact]
    public async Task Take_QueueMissing_IsAnEmptyOne() => Assert.Null(await Open(Client("missing")).Take(TimeSpan.Zero, default));

    [Fact]
    public async Task Take_Message_IsGoneAtOnce()
    {
        var queue = await Queue();
        await queue.SendMessageAsync("anything");

        Assert.Equal(queue.Name, await Open(queue).Take(TimeSpan.Zero, default));

        Assert.Equal(0, await Count(queue));
    }

    [Fact]
    public async Task Take_SeveralMessages_TakesOne()
    {
        var queue = await Queue();
        for (var i = 0; i < 3; i++)
            await queue.SendMessageAsync("");

        await Open(queue).Take(TimeSpan.Zero, default);

        Assert.Equal(2, await Count(queue));
    }

    [Fact]
    public async Task Take_SeveralQueues_AsksInTheirOrder()
    {
        var (urgent, other) = (await Queue(), await Queue());
        await other.SendMessageAsync("");
        await urgent.SendMessageAsync("");
        var wakeUps = Open(urgent, other);

        Assert.Equal(urgent.Name, await wakeUps.Take(TimeSpan.Zero, default));
        Assert.Equal(other.Name, await wakeUps.Take(TimeSpan.Zero, default));
    }

    [Fact]
    public async Task Take_MessageComesLater_Wakes()
    {
        var queue = await Queue();
        var taking = Open(queue).Take(null, default);
        Assert.False(taking.IsCompleted);

        await queue.SendMessageAsync("");

        Assert.Equal(queue.Name, await taking.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Take_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var taking = Open(await Queue()).Take(null, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    [Fact]
    public async Task Clear_OldMessages_AreGoneAndYoungOnesAreThere()
    {
        var queue = await Queue();
        for (var i = 0; i < 40; i++)
            await queue.SendMessageAsync("");

        Assert.Equal(0, await Open(queue).Clear(TimeSpan.FromMinutes(1), default));
        // Shown again at once, not only when they are hidden no longer.
        Assert.NotNull(await Open(queue).Take(TimeSpan.Zero, default));
        Assert.Equal(39, await Open(queue).Clear(TimeSpan.Zero, default));
        Assert.Equal(0, await Count(queue));
    }

    private static WakeQueues Open(params QueueClient[] queues) => new(queues, TimeProvider.System);

    private QueueClient Client(string name) => new(storage.Azurite.ConnectionString, name);

    private async Task<QueueClient> Queue()
    {
        var queue = Client(AzuriteFixture.UniqueName("work-"));
        await queue.CreateAsync();
        return queue;
    }

    private static async Task<int> Count(QueueClient queue) => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
