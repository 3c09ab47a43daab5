using System.Security.Cryptography;
using Render.Lifecycle.Desks;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Benchmarks.Completions;

/// <summary>A node that renders nothing and signs everything.</summary>
internal sealed class PlainNode : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] publicKey;
    private readonly Digest keyDigest;
    private readonly OperatorId owner;

    public PlainNode(int number)
    {
        publicKey = key.ExportSubjectPublicKeyInfo();
        keyDigest = Digest.Of(publicKey);
        Id = NodeId.FromPublicKey(publicKey);
        owner = OperatorId.Parse($"op-{number}");
    }

    public NodeId Id { get; }

    public long Signatures { get; private set; }

    public static byte[] Log { get; } = "plain"u8.ToArray();

    public async Task Join(INodeDesk desk)
    {
        var registered = await desk.Register(
            new RegisterNode(
                publicKey, owner, "plain", "here", Tokens.Zero, new HardwareFacts(1, "cpu", 1, 1, 1L << 33, "os", "x64", 1, default),
                new BenchmarkResult(1_000_000, 1, 0, 1, default)),
            CancellationToken.None);
        if (registered.IsRefused)
            throw new InvalidOperationException(registered.Refusal.Detail);
        await Step(desk, 1);
    }

    /// <summary>Claims and delivers; the number of claimed pieces of work.</summary>
    public async Task<int> Step(INodeDesk desk, double wait)
    {
        var assignments = await Claim(desk, wait);
        await Do(desk, assignments);
        return assignments.Count;
    }

    /// <summary>Claims, and waits that many seconds for work.</summary>
    public async Task<IReadOnlyList<WorkAssignment>> Claim(INodeDesk desk, double wait)
    {
        var claimed = await desk.Claim(Id, new ClaimWork(WireLimits.ClaimsAtOnce, wait), CancellationToken.None);
        return claimed.Value?.Assignments ?? throw new InvalidOperationException(claimed.Refusal!.Detail);
    }

    /// <summary>Delivers. As a node does over HTTP: everything it has is on its way at once.</summary>
    public Task Do(INodeDesk desk, IReadOnlyList<WorkAssignment> assignments) =>
        Task.WhenAll(assignments.Select(work => work.Kind == WorkKind.Render ? Deliver(desk, work) : Report(desk, work)));

    public void Dispose() => key.Dispose();

    private async Task Deliver(INodeDesk desk, WorkAssignment work)
    {
        var file = PlainWorld.Result(work.Task.Id);
        var digest = TaskDigest.Of(work.NetworkId, work.Task);
        var root = file.Commit(digest).Root;
        var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var receipt = new Receipt(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), digest, work.Lease.Id, keyDigest, work.Task.Package, work.Task.Settings,
            root.Hash, root.Rays, root.Invalid, Digest.Of(file.Content.Span), Digest.Of(Log), 1, default, 1, now, now).ToArray();
        var answer = await desk.Submit(
            Id, new SubmitReceipt(work.Task.Id, work.Lease.Id, work.Lease.Fencing, receipt, Sign(receipt)), CancellationToken.None);
        if (answer.IsRefused)
            throw new InvalidOperationException(answer.Refusal.Detail);
    }

    private async Task Report(INodeDesk desk, WorkAssignment work)
    {
        var (id, digest) = (work.Task.Id, TaskDigest.Of(work.NetworkId, work.Task));
        var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var leaves = work.Blocks!.Select(block =>
        {
            var plain = PlainWorld.Block(id.Region, id.Samples, block);
            return new AuditedBlock(block, Leaf.Of(digest, block, plain.Sums, plain.Rays, plain.Invalid));
        });
        var report = new AuditReport(
            work.NetworkId, Digest.OfText(id.Job.Value), digest, work.Lease.Id, keyDigest, 1, default, 1, now, now, [.. leaves]).ToArray();
        var answer = await desk.Submit(Id, new SubmitAudit(id, work.Lease.Id, work.Lease.Fencing, report, Sign(report)), CancellationToken.None);
        if (answer.IsRefused)
            throw new InvalidOperationException(answer.Refusal.Detail);
    }

    private byte[] Sign(byte[] message)
    {
        // One key object may sign for one caller at a time.
        lock (key)
        {
            Signatures++;
            return NodeSignature.Sign(key, message);
        }
    }
}
