using Azure.Data.Tables;
using Render.Functions.Storage;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.TestStorage;

namespace Render.Functions.Tests.Storage;

public sealed class TableStateContractTests(AzuriteFixture fixture) : StateContract, IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private TableState _state = null!;

    protected override IState State => _state;

    public async Task InitializeAsync() => _state = await TableState.Open(
        options => new TableServiceClient(fixture.Azurite.ConnectionString, options), AzuriteFixture.UniqueName("state"));

    public Task DisposeAsync() => Task.CompletedTask;
}
