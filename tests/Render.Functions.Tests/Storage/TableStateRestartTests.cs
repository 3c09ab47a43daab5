using Azure.Data.Tables;
using Render.Functions.Storage;
using Render.Lifecycle.Ports;
using Render.Storage.Emulator;
using Render.TestStorage;

namespace Render.Functions.Tests.Storage;

/// <summary>On an emulator of its own, which it stops.</summary>
public sealed class TableStateRestartTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Commit_WhileTheServiceIsAway_DoneOnceItIsBack()
    {
        Azurite azurite = fixture.Azurite;
        var state = await TableState.Open(options => new TableServiceClient(azurite.ConnectionString, options), AzuriteFixture.UniqueName("state"));
        var tags = (await state.Commit("p", [.. Enumerable.Range(0, 30).Select(i => StateWrite.Insert($"r{i:d2}", i))])).OrThrow().ETags;
        var page = await state.Query<int>("p", pageSize: 10);
        await azurite.Stop();
        var waiting = state.Commit("p", [StateWrite.Update("r00", 100, tags[0])]);
        Assert.False(waiting.IsCompleted);
        await azurite.Restart();
        var commit = await waiting;
        Assert.True(commit.Succeeded);
        Assert.Equal(new StateDocument<int>("p", "r00", commit.ETags[0], 100), await state.Get<int>("p", "r00"));
        var next = await state.Query<int>("p", pageSize: 10, continuation: page.Continuation);
        Assert.Equal(Enumerable.Range(10, 10), next.Documents.Select(document => document.Value));
    }
}
