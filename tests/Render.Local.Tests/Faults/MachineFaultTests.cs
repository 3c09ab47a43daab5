using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Local.Tests.Faults.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.TestScenes;

namespace Render.Local.Tests.Faults;

public sealed class MachineFaultTests
{
    [Fact]
    public async Task FullDisk_OfBlobs_RefusesUploadsAndEndsWithTheRoom()
    {
        using var disk = new FullDisk();
        await using var network = await FaultNetwork.Start(disk.Replace);
        var node = await network.Join("op-a");
        var job = await network.Submit(frames: 2);
        var work = await node.Next(WorkKind.Render);
        var result = await node.Render(work);

        disk.Full = true;
        var upload = await Refusals.Of(network.Store(SampleScenes.LitCube()));
        var stored = await Refusals.Of(node.Upload(result));
        var receipt = await Refusals.Of(node.Submit(node.Sign(work, node.ReceiptOf(work, result))));

        Assert.Equal(("storage-full", 507), (upload.Code, upload.Status));
        Assert.Equal(("storage-full", 507), (stored.Code, stored.Status));
        Assert.Contains("Free space", stored.Fix, StringComparison.Ordinal);
        Assert.Equal("blob-missing", receipt.Code);
        Assert.Equal(JobState.Rendering, (await network.Job(job)).State);
        disk.Full = false;
        await node.Deliver(work);
        await network.Settle(job, node);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FullDisk_AfterTheReceipt_OnlyPutsOffVerdictOrPicture(bool auditor)
    {
        using var disk = new FullDisk();
        await using var network = await FaultNetwork.Start(disk.Replace);
        var node = await network.Join("op-a");
        var other = auditor ? await network.Join("op-b") : null;
        var job = await network.Submit();
        var receipt = await node.Prepare(await node.Next(WorkKind.Render));

        // Without an auditor the reference CPU's proof has to be stored; with one, the first to be stored is the frame.
        disk.Full = true;
        await node.Submit(receipt);
        if (other is not null)
            await other.Client.Submit(await other.Report(await other.Next(WorkKind.Audit)), CancellationToken.None);
        await network.Until(() => Task.FromResult(disk.Refused > 3));
        Assert.Equal(auditor ? 1 : 0, (await network.Job(job)).Tasks.Accepted);
        disk.Full = false;
        network.ForgiveErrors(nameof(StorageFullException));

        await network.Settle(job, node);
    }

    [Fact]
    public async Task FullDisk_OfTheBooks_RefusesReceiptsAndEndsWithTheRoom()
    {
        const int Frames = 8;
        await using var network = await FaultNetwork.Start();
        var node = await network.Join("op-a");
        var job = await network.Submit(Frames);
        var receipts = new List<SubmitReceipt>();
        for (var i = 0; i < Frames; i++)
            receipts.Add(await node.Prepare(await node.Next(WorkKind.Render)));

        await Fill(network);
        var answers = new List<Problem?>();
        foreach (var receipt in receipts)
            answers.Add(await Refusals.Find(node.Submit(receipt)));

        // A page may have room for one row more; what does not fit is refused whole.
        Assert.Contains(answers, answer => answer is not null);
        Assert.All(answers.OfType<Problem>(), answer => Assert.Equal(("storage-full", 507), (answer.Code, answer.Status)));
        Assert.Equal(JobState.Rendering, (await network.Job(job)).State);
        Assert.Equal((503, "books"), await NotReady(network));
        network.ForgiveErrors("books");
        await Limit(network, int.MaxValue - 1);
        network.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((200, ""), await NotReady(network));
        foreach (var receipt in receipts)
            await node.Submit(receipt);
        await network.Settle(job, node);
        Assert.Equal(Frames, (await network.Ledger()).Count(entry => entry.Kind == LedgerEntryKind.ReceiptRecorded));
    }

    [Theory]
    [InlineData(-3_600)]
    [InlineData(-30 * 86_400)]
    [InlineData(3_600)]
    public async Task Clock_SetWhileAJobRuns_LosesNoLeaseAndNoResult(int seconds)
    {
        await using var network = await FaultNetwork.Start();
        var node = await network.Join("op-a");
        var job = await network.Submit(frames: 3);
        await node.Deliver(await node.Next(WorkKind.Render));
        var held = await node.Next(WorkKind.Render);
        var receipt = await node.Prepare(held);

        network.Clock.Shift = TimeSpan.FromSeconds(seconds);
        var beat = await node.Client.Heartbeat(
            new Heartbeat(1, false, [new LeaseProgress(held.Task.Id, held.Lease.Id, held.Lease.Fencing, 0.5)], [], 0), CancellationToken.None);

        Assert.Equal(held.Lease.Id, Assert.Single(beat.Renewed).LeaseId);
        await node.Submit(receipt);
        await network.Settle(job, node);
        var entries = await network.Ledger();
        Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => entries[0].Sequence + i), entries.Select(entry => entry.Sequence));
        Assert.DoesNotContain((await network.Admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks")).SelectMany(task => task.History), moment => moment.Event == TaskEvent.LeaseExpired);
    }

    /// <summary>What readiness answers, and what it says is missing.</summary>
    private static async Task<(int Status, string Missing)> NotReady(FaultNetwork network)
    {
        using var answer = await network.Http.GetAsync("/v1/health/ready");
        var view = (await answer.Content.ReadFromJsonAsync<ReadinessView>(WireJson.Options))!;
        return ((int)answer.StatusCode, string.Join(' ', view.Checks.Where(check => !check.Ready).Select(check => check.Name)));
    }

    private static async Task Fill(FaultNetwork network)
    {
        await Limit(network, 1);
        var state = network.Get<IState>();
        // Large rows take the free pages, small ones what is left in those that are open.
        foreach (var size in new[] { 20_000, 2_000, 200 })
            for (var i = 0; i < 1_000; i++)
                try
                {
                    (await state.Commit($"fill-{size}", [StateWrite.Insert($"{i:D6}", new string('x', size))], CancellationToken.None)).OrThrow();
                }
                catch (StorageFullException)
                {
                    break;
                }
    }

    /// <summary>Bounds the file; SQLite never takes less than what is there.</summary>
    private static Task<bool> Limit(FaultNetwork network, int pages) => network.Get<SqliteStore>().Write(session =>
    {
        session.Execute(FormattableString.Invariant($"PRAGMA max_page_count = {pages}"));
        return true;
    });

    /// <summary>A disk for blobs that can be full.</summary>
    private sealed class FullDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private int _refused;

        public volatile bool Full;

        public int Refused => _refused;

        public void Replace(IServiceCollection services) => services.AddSingleton<IBlobs>(_ => new FileBlobs(
            _folder.Path,
            new FileBlobsOptions
            {
                Create = path =>
                {
                    if (!Full)
                        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                    Interlocked.Increment(ref _refused);
                    throw new IOException("No space left on device", 28);
                },
            }));

        public void Dispose() => _folder.Dispose();
    }
}
