using Render.Local.Storage;

namespace Render.Benchmarks.Engine;

/// <summary>What the file itself can do, beside which the engine is judged.</summary>
internal static class SqliteBenchmark
{
    private const string Insert = "INSERT INTO inbox(instance, position, kind, key, name, payload) VALUES(?, ?, 1, ?, 'row', ?)";

    internal static async Task Run(string[] args) => await Measure();

    /// <summary>Measures on a fresh file in the temporary folder.</summary>
    internal static async Task<(Measured Single, Measured Grouped)> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("render-bench-");
        try
        {
            await using var store = SqliteStore.Open(Path.Combine(folder.FullName, "data.db"));
            await Write(store, 0, 50);
            var single = await Measured.Of("SQLite, one row a commit", 1_000, () => Write(store, 1, 1_000));
            var commits = store.Commits;
            const int Callers = 512;
            const int Each = 200;
            var grouped = await Measured.Of("SQLite, one row an operation, group commit", Callers * Each, () =>
                Task.WhenAll(Enumerable.Range(2, Callers).Select(caller => Task.Run(() => Write(store, caller, Each)))));
            single.Print();
            grouped.Print();
            Console.WriteLine(FormattableString.Invariant($"{"  operations a commit",-52} {(double)grouped.Count / (store.Commits - commits),10:N1}"));
            return (single, grouped);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Write(SqliteStore store, int instance, int count)
    {
        var payload = new byte[100];
        for (var i = 0; i < count; i++)
        {
            var position = i;
            await store.Write(session => session.Sql(Insert)
                .Bind(1, instance).Bind(2, position).Bind(3, $"{instance}:{position}").Bind(4, payload).Run());
        }
    }
}
