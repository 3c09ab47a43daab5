using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Contracts;

/// <summary>What every <see cref="IState"/> does.</summary>
public abstract class StateContract
{
    /// <summary>An empty store.</summary>
    protected abstract IState State { get; }

    [Fact]
    public async Task Get_Unknown_Null() => Assert.Null(await State.Get<Shape>("p", "r"));

    [Fact]
    public async Task Insert_ThenGet_SameValueAndTag()
    {
        var commit = await State.Commit("p", [StateWrite.Insert("r", new Shape("circle", 0))]);
        var found = await State.Get<Shape>("p", "r");
        Assert.True(commit.Succeeded);
        Assert.Equal(new StateDocument<Shape>("p", "r", commit.ETags[0], new Shape("circle", 0)), found);
        Assert.Null(await State.Get<Shape>("q", "r"));
    }

    [Fact]
    public async Task Insert_RowTaken_ConflictAndUnchanged()
    {
        await State.Commit("p", [StateWrite.Insert("r", new Shape("circle", 0))]);
        var again = await State.Commit("p", [StateWrite.Insert("r", new Shape("square", 4))]);
        Assert.Equal(new StateConflict("p", "r", StateConflictKind.Exists), again.Conflict);
        Assert.Throws<ConflictException>(again.OrThrow);
        Assert.Equal("circle", (await State.Get<Shape>("p", "r"))!.Value.Name);
    }

    [Fact]
    public async Task Update_WithTag_ReplacesOnce()
    {
        await State.Commit("p", [StateWrite.Insert("r", new Shape("a", 0))]);
        var read = (await State.Get<Shape>("p", "r"))!;
        var first = await State.Commit("p", [StateWrite.Update(read, new Shape("b", 1))]);
        var second = await State.Commit("p", [StateWrite.Update(read, new Shape("c", 2))]);
        Assert.True(first.Succeeded);
        Assert.Equal(StateConflictKind.Changed, second.Conflict!.Kind);
        Assert.Equal("b", (await State.Get<Shape>("p", "r"))!.Value.Name);
    }

    [Fact]
    public async Task Update_Missing_Conflict()
    {
        var commit = await State.Commit("p", [StateWrite.Update("r", new Shape("a", 0), new ETag("1"))]);
        Assert.Equal(StateConflictKind.Missing, commit.Conflict!.Kind);
    }

    [Fact]
    public async Task Update_DeletedAndWrittenAgain_OldTagIsStale()
    {
        var old = (await State.Commit("p", [StateWrite.Insert("r", new Shape("a", 0))])).ETags[0];
        await State.Commit("p", [StateWrite.Delete("r")]);
        await State.Commit("p", [StateWrite.Insert("r", new Shape("a", 0))]);
        Assert.Equal(StateConflictKind.Changed, (await State.Commit("p", [StateWrite.Update("r", new Shape("b", 1), old)])).Conflict!.Kind);
    }

    [Fact]
    public async Task Upsert_Always_Writes()
    {
        await State.Commit("p", [StateWrite.Upsert("r", new Shape("a", 0))]);
        var second = await State.Commit("p", [StateWrite.Upsert("r", new Shape("b", 1))]);
        var found = (await State.Get<Shape>("p", "r"))!;
        Assert.Equal("b", found.Value.Name);
        Assert.Equal(second.ETags[0], found.ETag);
    }

    [Fact]
    public async Task Delete_WithStaleTag_Conflict()
    {
        var old = (await State.Commit("p", [StateWrite.Insert("r", new Shape("a", 0))])).ETags[0];
        var current = (await State.Commit("p", [StateWrite.Upsert("r", new Shape("b", 0))])).ETags[0];
        Assert.Equal(StateConflictKind.Changed, (await State.Commit("p", [StateWrite.Delete("r", old)])).Conflict!.Kind);
        Assert.True((await State.Commit("p", [StateWrite.Delete("r", current)])).Succeeded);
        Assert.Equal(StateConflictKind.Missing, (await State.Commit("p", [StateWrite.Delete("r", current)])).Conflict!.Kind);
        Assert.True((await State.Commit("p", [StateWrite.Delete("r")])).Succeeded);
    }

    [Fact]
    public async Task Commit_OneWriteConflicts_NoneApplied()
    {
        await State.Commit("p", [StateWrite.Insert("b", new Shape("old", 0))]);
        var commit = await State.Commit("p", [StateWrite.Insert("a", new Shape("new", 0)), StateWrite.Insert("b", new Shape("new", 0)), StateWrite.Upsert("c", new Shape("new", 0))]);
        Assert.Equal("b", commit.Conflict!.Row);
        Assert.Null(await State.Get<Shape>("p", "a"));
        Assert.Null(await State.Get<Shape>("p", "c"));
        Assert.Equal("old", (await State.Get<Shape>("p", "b"))!.Value.Name);
    }

    [Fact]
    public async Task Query_Range_OrderedByOrdinalAndHalfOpen()
    {
        string[] rows = ["b", "B", "a", "a1", "a-1", "c", "~", "0"];
        await State.Commit("p", [.. rows.Select(row => StateWrite.Insert(row, new Shape(row, 0)))]);
        await State.Commit("other", [StateWrite.Insert("a", new Shape("no", 0))]);
        var all = await State.Query<Shape>("p");
        Assert.Equal(rows.Order(StringComparer.Ordinal), all.Documents.Select(document => document.Row));
        Assert.Null(all.Continuation);
        var some = await State.Query<Shape>("p", from: "a", to: "b");
        Assert.Equal(["a", "a-1", "a1"], some.Documents.Select(document => document.Value.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(250)]
    public async Task Query_Pages_GiveEveryRowOnce(int pageSize)
    {
        for (var batch = 0; batch < 3; batch++)
        {
            var first = batch * 100;
            await State.Commit("p", [.. Enumerable.Range(first, batch < 2 ? 100 : 50).Select(i => StateWrite.Insert($"r{i:d5}", i))]);
        }

        var seen = new List<int>();
        string? continuation = null;
        do
        {
            var page = await State.Query<int>("p", pageSize: pageSize, continuation: continuation);
            Assert.InRange(page.Documents.Count, 0, pageSize);
            seen.AddRange(page.Documents.Select(document => document.Value));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(Enumerable.Range(0, 250), seen);
    }

    [Fact]
    public async Task Commit_RacingUpdates_EachTagWinsOnce()
    {
        await State.Commit("p", [StateWrite.Insert("count", 0)]);
        async Task Add()
        {
            while (true)
            {
                var read = (await State.Get<int>("p", "count"))!;
                if ((await State.Commit("p", [StateWrite.Update(read, read.Value + 1)])).Succeeded)
                {
                    return;
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Add();
            }
        })));
        Assert.Equal(80, (await State.Get<int>("p", "count"))!.Value);
    }

    [Fact]
    public async Task Commit_AtTheLimits_Kept()
    {
        // Two quotes belong to the JSON of a text.
        var longest = new string('x', IState.MaxDocumentBytes - 2);
        var full = Enumerable.Range(0, IState.MaxCommitBytes / IState.MaxDocumentBytes).Select(i => StateWrite.Insert($"r{i}", longest)).ToArray();
        Assert.True((await State.Commit("p", full)).Succeeded);
        Assert.Equal(longest, (await State.Get<string>("p", "r0"))!.Value);
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("q", [.. full, StateWrite.Insert("one-more", 1)]));
        Assert.Null(await State.Get<int?>("q", "one-more"));
    }

    [Fact]
    public async Task Commit_EveryKeyCharacter_Kept()
    {
        var rows = Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('/' or '\\' or '#' or '?' or '%')).Select(c => $"k{c}{c}k").ToArray();
        var partition = string.Concat(rows)[..300];
        var tags = (await State.Commit(partition, [.. rows.Select(row => StateWrite.Insert(row, row))])).OrThrow().ETags;
        Assert.Equal(rows, (await State.Query<string>(partition)).Documents.Select(document => document.Value));
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(new StateDocument<string>(partition, rows[i], tags[i], rows[i]), await State.Get<string>(partition, rows[i]));
            Assert.Equal(rows[i], (await State.Query<string>(partition, from: rows[i], pageSize: 1)).Documents[0].Row);
        }

        Assert.True((await State.Commit(partition, [.. rows.Select((row, i) => StateWrite.Update(row, "other", tags[i]))])).Succeeded);
        Assert.True((await State.Commit(partition, [.. rows.Select(row => StateWrite.Delete(row))])).Succeeded);
        Assert.Empty((await State.Query<string>(partition)).Documents);
    }

    [Fact]
    public async Task Commit_LongestKeys_Kept()
    {
        var key = new string('k', 512);
        Assert.True((await State.Commit(key, [StateWrite.Insert(key, 1), StateWrite.Insert("other", 2)])).Succeeded);
        Assert.Equal(1, (await State.Get<int>(key, key))!.Value);
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("p", [StateWrite.Insert(key + "k", 1)]));
    }

    [Fact]
    public async Task Commit_SeveralDoNotFit_TheFirstIsTold()
    {
        var old = (await State.Commit("p", [StateWrite.Insert("a", 1), StateWrite.Insert("b", 1)])).ETags;
        await State.Commit("p", [StateWrite.Upsert("a", 2)]);
        var commit = await State.Commit("p", [
            StateWrite.Delete("nothing"), StateWrite.Upsert("c", 1), StateWrite.Update("a", 3, old[0]), StateWrite.Insert("b", 2), StateWrite.Update("d", 1, old[1])]);
        Assert.Equal(new StateConflict("p", "a", StateConflictKind.Changed), commit.Conflict);
        Assert.Null(await State.Get<int?>("p", "c"));
    }

    [Fact]
    public async Task Delete_WithoutTagAmongOthers_IsNoConflict()
    {
        await State.Commit("p", [StateWrite.Insert("here", 1)]);
        var commit = await State.Commit("p", [
            StateWrite.Delete("gone-1"), StateWrite.Insert("new", 1), StateWrite.Delete("here"), StateWrite.Delete("gone-2"), StateWrite.Upsert("other", 2)]);
        Assert.True(commit.Succeeded);
        Assert.Equal(5, commit.ETags.Count);
        Assert.Equal(default, commit.ETags[0]);
        Assert.Equal(commit.ETags[1], (await State.Get<int>("p", "new"))!.ETag);
        Assert.Equal(commit.ETags[4], (await State.Get<int>("p", "other"))!.ETag);
        Assert.Null(await State.Get<int?>("p", "here"));
        Assert.True((await State.Commit("p", [StateWrite.Delete("gone-1"), StateWrite.Delete("gone-2")])).Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public async Task Commit_BadKey_Throws(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit(key, [StateWrite.Upsert("r", 1)]));
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("p", [StateWrite.Upsert(key, 1)]));
    }

    [Fact]
    public async Task Commit_OutsideLimits_Throws()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("p", []));
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("p", [.. Enumerable.Range(0, 101).Select(i => StateWrite.Upsert($"r{i}", i))]));
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("p", [StateWrite.Upsert("r", 1), StateWrite.Delete("r")]));
        await Assert.ThrowsAsync<ArgumentException>(() => State.Commit("p", [StateWrite.Upsert("r", new string('x', IState.MaxDocumentBytes))]));
        Assert.Null(await State.Get<int?>("p", "r0"));
    }

    public sealed record Shape(string Name, int Corners);
}
