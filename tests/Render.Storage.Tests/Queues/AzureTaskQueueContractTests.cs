using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Storage.Queues;
using Render.TestStorage;

namespace Render.Storage.Tests.Queues;

public sealed class AzureTaskQueueContractTests : TaskQueueContract, IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly AzureTaskQueue _queue;

    public AzureTaskQueueContractTests(AzuriteFixture fixture) => _queue = new AzureTaskQueue(
        StorageClients.Queues(fixture.Azurite.ConnectionString), _time, NullLogger<AzureTaskQueue>.Instance,
        new AzureTaskQueueOptions { Prefix = $"{Guid.NewGuid():N}"[..12] + "-" });

    protected override ITaskQueue Queue => _queue;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _queue.DisposeAsync();

    protected override void Advance(TimeSpan span) => _time.Advance(span);
}
