using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Render.Functions.Storage;
using Render.Lifecycle.Ports;
using Render.TestStorage;

namespace Render.Functions.Tests.Storage;

public sealed class TableStateTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private readonly LostAnswers _line = new();
    private readonly string _table = AzuriteFixture.UniqueName("state");

    private static bool IsTransaction(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal);

    private Task<TableState> Open() => TableState.Open(
        options =>
        {
            options.Transport = new HttpClientTransport(_line);
            return new TableServiceClient(fixture.Azurite.ConnectionString, options);
        },
        _table);

    [Fact]
    public async Task Query_MoreThanAThousandRows_EveryRowOnce()
    {
        var state = await Open();
        for (var batch = 0; batch < 13; batch++)
            (await state.Commit("tasks", [.. Enumerable.Range(batch * 100, 100).Select(i => StateWrite.Insert($"t{i:d5}", i))])).OrThrow();
        var first = await state.Query<int>("tasks");
        Assert.NotNull(first.Continuation);
        Assert.Equal(Enumerable.Range(0, 1_300), await state.All<int>("tasks").Select(document => document.Value).ToArrayAsync());
        var range = await state.Query<int>("tasks", from: "t00990", to: "t01010");
        Assert.Equal(Enumerable.Range(990, 20), range.Documents.Select(document => document.Value));
    }

    [Fact]
    public async Task Commit_AnswerLost_ToldAsAppliedWithItsTags()
    {
        var state = await Open();
        var old = (await state.Commit("p", [StateWrite.Insert("changed", 1), StateWrite.Insert("gone", 1)])).ETags;
        _line.Lose = IsTransaction;
        var commit = await state.Commit("p", [
            StateWrite.Insert("new", 2), StateWrite.Update("changed", 2, old[0]), StateWrite.Delete("gone", old[1]), StateWrite.Upsert("upserted", 2)]);
        Assert.Equal(1, _line.Lost);
        Assert.True(commit.Succeeded);
        Assert.Equal(commit.ETags[0], (await state.Get<int>("p", "new"))!.ETag);
        Assert.Equal(commit.ETags[1], (await state.Get<int>("p", "changed"))!.ETag);
        Assert.True((await state.Commit("p", [StateWrite.Update("changed", 3, commit.ETags[1])])).Succeeded);
    }

    [Fact]
    public async Task Commit_AnswerLostAndChangedSince_AppliedWithATagThatIsStale()
    {
        var state = await Open();
        _line.Meanwhile = async () => (await state.Commit("p", [StateWrite.Upsert("a", "another's")])).OrThrow();
        _line.Lose = IsTransaction;
        var commit = await state.Commit("p", [StateWrite.Insert("a", "mine"), StateWrite.Insert("b", "mine")]);
        Assert.True(commit.Succeeded);
        Assert.Equal("another's", (await state.Get<string>("p", "a"))!.Value);
        Assert.Equal(StateConflictKind.Changed, (await state.Commit("p", [StateWrite.Update("a", "again", commit.ETags[0])])).Conflict!.Kind);
        Assert.True((await state.Commit("p", [StateWrite.Update("b", "again", commit.ETags[1])])).Succeeded);
    }

    [Fact]
    public async Task Commit_RefusalLost_StillAConflict()
    {
        var state = await Open();
        await state.Commit("p", [StateWrite.Insert("a", "another's")]);
        _line.Lose = IsTransaction;
        var commit = await state.Commit("p", [StateWrite.Upsert("b", "mine"), StateWrite.Insert("a", "mine")]);
        Assert.Equal(1, _line.Lost);
        Assert.Equal(new StateConflict("p", "a", StateConflictKind.Exists), commit.Conflict);
        Assert.Null(await state.Get<string>("p", "b"));
    }

    [Fact]
    public async Task Commit_AnswerLostAndDeletesAmongIt_NotAConflict()
    {
        var state = await Open();
        var old = (await state.Commit("p", [StateWrite.Insert("a", 1), StateWrite.Insert("gone", 1)])).ETags;
        _line.Lose = IsTransaction;
        // Sent again, the unconditional delete is what fails first; the update behind it must not be taken for another's.
        var commit = await state.Commit("p", [StateWrite.Delete("gone"), StateWrite.Update("a", 2, old[0])]);
        Assert.True(commit.Succeeded);
        Assert.Equal(commit.ETags[1], (await state.Get<int>("p", "a"))!.ETag);
    }

    [Fact]
    public async Task Commit_OnlyDeletesAndAnswerLost_Applied()
    {
        var state = await Open();
        var old = (await state.Commit("p", [StateWrite.Insert("a", 1), StateWrite.Insert("b", 1)])).ETags;
        _line.Lose = IsTransaction;
        Assert.True((await state.Commit("p", [StateWrite.Delete("a", old[0]), StateWrite.Delete("b", old[1])])).Succeeded);
        Assert.Equal(1, _line.Lost);
        Assert.Equal(StateConflictKind.Missing, (await state.Commit("p", [StateWrite.Delete("a", old[0])])).Conflict!.Kind);
    }

    [Fact]
    public async Task Delete_AHundredRowsThatAreNotThere_TwoTries()
    {
        var state = await Open();
        var transactions = 0;
        _line.Lose = request =>
        {
            transactions += IsTransaction(request) ? 1 : 0;
            return false;
        };
        Assert.True((await state.Commit("p", [StateWrite.Insert("z", 1), .. Enumerable.Range(0, 99).Select(i => StateWrite.Delete($"r{i}"))])).Succeeded);
        Assert.Equal(2, transactions);
    }

    [Fact]
    public async Task Open_Again_SameDocuments()
    {
        var tag = (await (await Open()).Commit("p", [StateWrite.Insert("r", 7)])).ETags[0];
        Assert.Equal(new StateDocument<int>("p", "r", tag, 7), await (await Open()).Get<int>("p", "r"));
    }
}
