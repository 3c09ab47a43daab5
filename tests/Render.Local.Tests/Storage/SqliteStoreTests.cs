using Microsoft.Data.Sqlite;
using Render.Lifecycle.Ports;
using Render.Local.Storage;

namespace Render.Local.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private SqliteStore Open(SqliteStoreOptions? options = null) => SqliteStore.Open(_folder["data.db"], options);

    private static int Put(SqlSession session, string name, long value) =>
        session.Sql("INSERT INTO meta(name, value) VALUES(?, ?)").Bind(1, name).Bind(2, value).Run();

    private static long Count(SqliteStore store) => store.Read(session =>
    {
        var count = session.Sql("SELECT count(*) FROM meta WHERE name <> 'openings'");
        return count.Step() ? count.Number(0) : -1;
    });

    [Fact]
    public async Task Write_Completed_IsSeenByReaders()
    {
        await using var store = Open();
        await store.Write(session => Put(session, "a", 1));
        Assert.Equal(1, Count(store));
    }

    [Fact]
    public async Task Write_OneFailsInAGroup_TheOthersStay()
    {
        await using var store = Open();
        using var gate = new ManualResetEventSlim();
        var blocker = store.Write(_ => { gate.Wait(); return 0; });
        var writes = Enumerable.Range(0, 20).Select(i => store.Write(session =>
        {
            Put(session, $"k{i}", i);
            return i == 7 ? throw new InvalidOperationException("seven") : i;
        })).ToArray();
        gate.Set();
        await blocker;
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[7]);
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i != 7), await Task.WhenAll(writes.Where((_, i) => i != 7)));
        Assert.Equal(19, Count(store));
    }

    [Fact]
    public async Task Write_ConstraintViolated_UndoesOnlyItsOperation()
    {
        await using var store = Open();
        await store.Write(session => Put(session, "a", 1));
        await Assert.ThrowsAsync<SqliteException>(() => store.Write(session => Put(session, "b", 1) + Put(session, "a", 2)));
        Assert.Equal(1, Count(store));
    }

    [Fact]
    public async Task Write_ManyWaiting_ShareACommit()
    {
        await using var store = Open();
        using var gate = new ManualResetEventSlim();
        var before = store.Commits;
        var blocker = store.Write(_ => { gate.Wait(); return 0; });
        var writes = Enumerable.Range(0, 500).Select(i => store.Write(session => Put(session, $"k{i}", i))).ToArray();
        gate.Set();
        await Task.WhenAll(writes);
        await blocker;
        Assert.InRange(store.Commits - before, 1, 2);
    }

    /// <summary>An operation that looks at the first row of a query and no further must not hold its snapshot: the log would grow for ever.</summary>
    [Fact]
    public async Task Write_QueryLeftOnARow_TheLogIsStillMovedToTheFile()
    {
        const int Megabyte = 1 << 20;
        await using var store = Open();
        for (var i = 0; i < 64; i++)
        {
            await store.Write(session =>
            {
                session.Sql("INSERT INTO state(partition, row, etag, body) VALUES('p', ?, 1, zeroblob(?))").Bind(1, $"{i}").Bind(2, (long)Megabyte).Run();
                return session.Sql("SELECT row FROM state").Step();
            });
        }

        Assert.InRange(new FileInfo(_folder["data.db-wal"]).Length, 1, 32 * Megabyte);
        Assert.InRange(new FileInfo(_folder["data.db"]).Length, 32 * Megabyte, 128 * Megabyte);
    }

    [Fact]
    public async Task Write_BeyondTheQueue_WaitsForRoom()
    {
        await using var store = Open(new SqliteStoreOptions { QueueCapacity = 2, MaxBatch = 2 });
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.Write(session => Put(session, $"k{i}", i))));
        Assert.Equal(50, Count(store));
    }

    [Fact]
    public async Task Write_DiskFull_RefusedAndServiceGoesOn()
    {
        await using var store = Open(new SqliteStoreOptions { MaxBytes = 400 * 1024 });
        var state = new SqliteState(store);
        var kept = 0;
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (; ; kept++)
            {
                await state.Commit("p", [StateWrite.Insert($"r{kept:d4}", new string('x', 10_000))]);
            }
        });
        Assert.True(kept > 5);
        Assert.Equal(kept, (await state.Query<string>("p")).Documents.Count);
        await state.Commit("p", [StateWrite.Delete("r0000"), StateWrite.Delete("r0001")]);
        Assert.True((await state.Commit("p", [StateWrite.Insert("again", new string('y', 10_000))])).Succeeded);
    }

    [Fact]
    public async Task Write_DiskFullInAGroup_OnlyWhatDoesNotFitIsRefused()
    {
        await using var store = Open(new SqliteStoreOptions { MaxBytes = 400 * 1024 });
        var state = new SqliteState(store);
        using var gate = new ManualResetEventSlim();
        var blocker = store.Write(_ => { gate.Wait(); return 0; });
        var small = state.Commit("p", [StateWrite.Insert("small", 1)]);
        var large = state.Commit("p", [StateWrite.Insert("large", new string('x', 500_000))]);
        var second = state.Commit("p", [StateWrite.Insert("second", 2)]);
        gate.Set();
        await blocker;
        var error = await Assert.ThrowsAsync<StorageFullException>(() => large);
        Assert.True(error.NeededBytes > 0);
        Assert.True((await small).Succeeded);
        Assert.True((await second).Succeeded);
        Assert.Equal(["second", "small"], (await state.Query<int>("p")).Documents.Select(document => document.Row));
    }

    [Fact]
    public async Task Open_Again_KeepsEverythingAndCounts()
    {
        await using (var store = Open())
        {
            await store.Write(session => Put(session, "a", 1));
            Assert.Equal(1, store.Opening);
        }

        await using var again = Open();
        Assert.Equal(1, Count(again));
        Assert.Equal(2, again.Opening);
    }

    [Fact]
    public async Task Dispose_WritesWaiting_AreFinished()
    {
        var store = Open();
        var writes = Enumerable.Range(0, 100).Select(i => store.Write(session => Put(session, $"k{i}", i))).ToArray();
        await store.DisposeAsync();
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Write(session => Put(session, "late", 1)));
    }

    [Fact]
    public async Task Open_NewerSchema_RefusesAndLeavesItAlone()
    {
        await using (var store = Open())
        {
            await store.Write(session => { Put(session, "a", 1); return 0; });
        }

        Execute("PRAGMA user_version = 99");
        var error = Assert.Throws<StorageSchemaException>(() => Open());
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Execute($"PRAGMA user_version = {Schema.Version}");
        await using var again = Open();
        Assert.Equal(1, Count(again));
    }

    [Fact]
    public void Open_FileOfAnotherProgram_Refuses()
    {
        Execute("CREATE TABLE recipes(name TEXT)");
        Assert.Throws<StorageSchemaException>(() => Open());
    }

    [Fact]
    public void Open_NoSqliteFile_Refuses()
    {
        File.WriteAllText(_folder["data.db"], new string('x', 10_000));
        Assert.Throws<StorageDamagedException>(() => Open());
    }

    [Fact]
    public async Task Open_DamagedFile_Refuses()
    {
        await using (var store = Open())
        {
            var state = new SqliteState(store);
            for (var i = 0; i < 50; i++)
            {
                await state.Commit("p", [StateWrite.Insert($"r{i}", new string('x', 3_000))]);
            }
        }

        var bytes = File.ReadAllBytes(_folder["data.db"]);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 3, bytes.Length / 3);
        File.WriteAllBytes(_folder["data.db"], bytes);
        Assert.Throws<StorageDamagedException>(() => Open());
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["data.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
