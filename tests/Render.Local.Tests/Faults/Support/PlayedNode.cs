using System.Buffers.Binary;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Client;
using Render.Worker.Identity;
using Render.Worker.Tracer;
using Render.Worker.Work;

namespace Render.Local.Tests.Faults.Support;

/// <summary>A node in the test's hand: the real client, key and tracer, but each step only when told, and falsified where wanted.</summary>
internal sealed class PlayedNode : IDisposable
{
    private static readonly byte[] LogBytes = "rendered"u8.ToArray();

    private readonly FaultNetwork _network;
    private readonly HttpClient _http;
    private readonly TracerEngine _engine;
    private readonly OperatorId _owner;

    public PlayedNode(FaultNetwork network, string home, string owner)
    {
        _network = network;
        _owner = OperatorId.Parse(owner);
        _http = new HttpClient { BaseAddress = network.Host.Address.Url };
        Identity = NodeIdentity.LoadOrCreate(home);
        Client = new CoordinatorClient(_http, Identity, network.Clock);
        _engine = new TracerEngine(new FileCache(Path.Combine(home, "cache"), 1L << 28, Client, network.Clock), 1, 1L << 30, network.Clock);
    }

    public NodeIdentity Identity { get; }

    public CoordinatorClient Client { get; }

    public Task<NodeRegistered> Register() => Client.Register(
        new RegisterNode(
            Identity.PublicKey, _owner, "played", "local", Tokens.Zero,
            new HardwareFacts(
                _engine.Identity.DeviceClass, "cpu", 1, 1, 1L << 30, "test", "x64", _engine.Identity.Build, _engine.Identity.Digest),
            new BenchmarkResult(1_000_000, 1, 0, 1, Digest.Of("benchmark"u8))),
        CancellationToken.None);

    /// <summary>Registers and passes the validation.</summary>
    public async Task Join()
    {
        await Register();
        var challenge = Assert.Single(await Claim());
        Assert.Equal(WorkKind.Validation, challenge.Kind);
        Assert.Equal(NodeStatus.Active, (await Client.Submit(await Report(challenge), CancellationToken.None)).Status);
    }

    public async Task<IReadOnlyList<WorkAssignment>> Claim(int max = 1) => (await Client.Claim(new ClaimWork(max, 0), CancellationToken.None)).Assignments;

    /// <summary>Waits for work of a kind.</summary>
    public async Task<WorkAssignment> Next(WorkKind kind)
    {
        WorkAssignment? found = null;
        await _network.Until(async () => (found = (await Claim()).FirstOrDefault(work => work.Kind == kind)) is not null, () => $"There is no {kind} to do.");
        return found!;
    }

    /// <summary>Takes what there is and does it as it should be.</summary>
    public async Task Step()
    {
        foreach (var work in await Claim())
            if (work.Kind == WorkKind.Render)
                await Deliver(work);
            else
                await Client.Submit(await Report(work), CancellationToken.None);
    }

    /// <summary>Renders, uploads and signs as it should be.</summary>
    public async Task<SubmitReceipt> Prepare(WorkAssignment work)
    {
        var result = await Render(work);
        await Upload(result);
        return Sign(work, ReceiptOf(work, result));
    }

    public async Task<ReceiptAccepted> Deliver(WorkAssignment work) => await Submit(await Prepare(work));

    public Task<ReceiptAccepted> Submit(SubmitReceipt receipt) => Client.Submit(receipt, CancellationToken.None);

    /// <summary>The task's result; <paramref name="rays"/> may falsify the rays of a block.</summary>
    public async Task<ResultFile> Render(WorkAssignment work, Func<int, ulong, ulong>? rays = null)
    {
        var blocks = await Trace(work);
        return ResultFile.Create(new ResultHeader(work.Task.Id.Region, work.Task.Id.Frame, work.Task.Id.Samples), (block, sums) =>
        {
            blocks[block].Sums.CopyTo(sums);
            return (rays?.Invoke(block, blocks[block].Rays) ?? blocks[block].Rays, blocks[block].Invalid);
        });
    }

    public async Task Upload(ResultFile result)
    {
        await Put(result.Content.ToArray());
        await Put(LogBytes);
    }

    public Task Put(byte[] content) => Client.PutBlob(Digest.Of(content), content, CancellationToken.None);

    public Receipt ReceiptOf(WorkAssignment work, ResultFile result)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var root = result.Commit(task).Root;
        var now = (ulong)_network.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var engine = _engine.Identity;
        return new Receipt(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), task, work.Lease.Id, Identity.KeyDigest, work.Task.Package, work.Task.Settings,
            root.Hash, root.Rays, root.Invalid, Digest.Of(result.Content.Span), Digest.Of(LogBytes), engine.Build, engine.Digest, engine.DeviceClass, now, now);
    }

    public SubmitReceipt Sign(WorkAssignment work, Receipt receipt) =>
        new(work.Task.Id, work.Lease.Id, work.Lease.Fencing, receipt.ToArray(), Identity.Sign(receipt.ToArray()));

    /// <summary>An auditor's report of the blocks asked for.</summary>
    public async Task<SubmitAudit> Report(WorkAssignment work)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var now = (ulong)_network.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var engine = _engine.Identity;
        var report = new AuditReport(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), task, work.Lease.Id, Identity.KeyDigest, engine.Build, engine.Digest, engine.DeviceClass,
            now, now, [.. (await Trace(work)).Select(block => new AuditedBlock(block.Block, LeafOf(task, block)))]).ToArray();
        return new SubmitAudit(work.Task.Id, work.Lease.Id, work.Lease.Fencing, report, Identity.Sign(report));
    }

    public void Dispose()
    {
        _http.Dispose();
        Identity.Dispose();
    }

    private async Task<IReadOnlyList<RenderedBlock>> Trace(WorkAssignment work) => (await _engine.Render(
        new EngineTask(work.Task, work.Settings, work.Files, AssignmentCheck.Blocks(work)), new Progress<RenderedBlock>(), CancellationToken.None)).Blocks;

    private static MerkleSum LeafOf(Digest task, RenderedBlock block)
    {
        var sums = new byte[8 * block.Sums.Length];
        for (var i = 0; i < block.Sums.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(8 * i), block.Sums[i]);
        return Leaf.Of(task, block.Block, sums, block.Rays, block.Invalid);
    }
}
