using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Tests.CrashHost;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Local.Tests.Durable;

/// <summary>A process is killed at many points; what it had acknowledged must be there, and what it owed must be done once.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Seed = 7;

    private readonly TemporaryFolder _folder = new();

    /// <summary>More with RENDER_CRASHES.</summary>
    private static int Lives => int.Parse(Environment.GetEnvironmentVariable("RENDER_CRASHES") ?? "8", CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_AtManyPoints_NothingLostAndNothingTwice()
    {
        var told = new List<string>();
        for (var life = 0; life < Lives; life++)
        {
            told.AddRange(await KilledProcess.Run(_folder.Path, life, Lines(life)));
        }

        await using var work = CrashWork.Open(_folder.Path, maxResident: 0);
        var started = told.Where(line => line.StartsWith("started ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToArray();
        await Task.WhenAll(started.Select(line => work.Engine.RaiseEvent(line[1], "go", 100, "go")));
        foreach (var line in started)
        {
            var status = await work.Engine.WaitForCompletion(line[1]).Guarded();
            Assert.Equal((WorkflowState.Completed, 100 + CrashWork.Steps + int.Parse(line[2], CultureInfo.InvariantCulture)), (status.State, status.ReadOutput<int>()));
        }

        // A start that was recorded but not told waits for its event, as it should; it is no part of what follows.
        await CheckBooks(work, told, [.. started.Select(line => line[1])]);
        await CheckHistories(work, [.. started.Select(line => line[1])]);
    }

    /// <summary>5 to 404 acknowledgements, by the seed.</summary>
    private static int Lines(int life) => 5 + (BitConverter.ToUInt16(SHA256.HashData(Encoding.ASCII.GetBytes($"{Seed}/{life}"))) % 400);

    private static async Task CheckBooks(CrashWork work, List<string> told, string[] ids)
    {
        var entries = new List<LedgerEntry>();
        while (await work.Ledger.Read(entries.Count, 10_000) is { Count: > 0 } page)
        {
            entries.AddRange(page);
        }

        var before = default(Digest);
        foreach (var entry in entries)
        {
            Assert.Equal(before, entry.Previous);
            Assert.Equal(LedgerHash.Of(entry), entry.Hash);
            before = entry.Hash;
        }

        foreach (var line in told.Where(line => line.StartsWith("appended ", StringComparison.Ordinal)).Select(line => line.Split(' ')))
        {
            var entry = entries[int.Parse(line[2], CultureInfo.InvariantCulture)];
            Assert.Equal((line[1], line[3]), (entry.Key, entry.Hash.ToString()));
        }

        var keys = entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(entries.Count, keys.Count);
        Assert.Equal(-entries.Count, await work.Ledger.Balance("faucet"));
        foreach (var id in ids)
        {
            Assert.Equal(CrashWork.Steps, await work.Ledger.Balance("operator:" + id));
            Assert.All(Enumerable.Range(1, CrashWork.Steps), sequence => Assert.Contains($"activity:{id}:0:{sequence}", keys));
        }
    }

    /// <summary>Each recorded history, run again from nothing, ends as it ended then.</summary>
    private static async Task CheckHistories(CrashWork work, string[] ids)
    {
        var catalog = CrashWork.Catalog(work.Ledger);
        foreach (var id in ids)
        {
            var status = (await work.Engine.GetStatus(id))!;
            var (row, turns, inbox) = work.Store.Read(session =>
            {
                var find = session.Sql("SELECT key FROM instances WHERE id = ?").Bind(1, id);
                Assert.True(find.Step());
                var found = DurableTables.Find(session, find.Number(0))!;
                return (found, DurableTables.Turns(session, found.Key, 0), DurableTables.Inbox(session, found.Key, 0, int.MaxValue).ToDictionary(message => message.Position));
            });
            var run = new WorkflowRun(catalog.Find(row.Name, row.Version)!, catalog, work, id, 0, row.Input, () => Assert.Fail("foreign"));
            for (var i = 0; i < turns.Count; i++)
            {
                var events = turns[i].Events.Select(happened => happened.Kind == TurnEventKind.Inbox ? happened with { Row = inbox[happened.Position] } : happened);
                var last = i == turns.Count - 1;
                var result = run.Run(turns[i].Now, [.. events], last ? null : turns[i].Calls);
                Assert.Equal(last ? TurnOutcome.Completed : TurnOutcome.Waiting, result.Outcome);
                Assert.True(!last || Encoding.UTF8.GetString(result.Payload!) == status.Output!.Value.GetRawText());
            }
        }
    }
}
