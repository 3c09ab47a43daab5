using System.Diagnostics;
using System.Security.Cryptography;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A node in a script: what it was given it does at once, and what it could not deliver it delivers again.</summary>
internal sealed class ScriptedNode : IDisposable
{
    /// <summary>What nodes trace of their own work.</summary>
    public const string SourceName = "test node";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TimeProvider clock;
    private readonly Queue<Func<TestCoordinator, Task>> outbox = new();
    private readonly List<(WorkAssignment Work, ResultFile Result, SubmitReceipt Receipt)> withheld = [];
    private readonly Dictionary<LeaseId, SubmitAudit> votes = [];

    public ScriptedNode(string owner, TimeProvider clock)
    {
        this.clock = clock;
        Owner = OperatorId.Parse(owner);
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Id = NodeId.FromPublicKey(PublicKey);
    }

    public OperatorId Owner { get; }

    public byte[] PublicKey { get; }

    public NodeId Id { get; }

    /// <summary>Signs results that it did not compute.</summary>
    public bool Forges { get; set; }

    /// <summary>Reports leaves that it did not compute.</summary>
    public bool LiesInAudits { get; set; }

    /// <summary>Rounds every sum otherwise than the reference does.</summary>
    public bool Rounds { get; set; }

    /// <summary>So many times the rays that it counts it claims.</summary>
    public uint Claims { get; set; } = 1;

    /// <summary>Rounds every sum of its audits otherwise than the reference does.</summary>
    public bool RoundsInAudits { get; set; }

    /// <summary>Reports for every audit the leaves that a forger would have committed to.</summary>
    public bool ConfirmsForgeries { get; set; }

    /// <summary>Class of its device.</summary>
    public uint DeviceClass { get; set; } = 1;

    /// <summary>Least record of a creator that it works for.</summary>
    public double MinCreator { get; set; }

    /// <summary>Takes work and is never heard of again.</summary>
    public bool Silent { get; set; }

    /// <summary>Reports every task as one that it cannot load.</summary>
    public bool CannotLoad { get; set; }

    /// <summary>Commits to its replicas and never opens them.</summary>
    public bool NeverOpens { get; set; }

    /// <summary>Replicas that it has committed to and not opened yet.</summary>
    public int Withheld => withheld.Count;

    /// <summary>Where it says that it serves files.</summary>
    public Uri? ChunkAddress { get; set; }

    /// <summary>Where it says it stands.</summary>
    public string Region { get; set; } = "eu-west";

    /// <summary>Under whose law it says it stands.</summary>
    public string Jurisdiction { get; set; } = "";

    /// <summary>What somebody signed about its place.</summary>
    public byte[]? Attestation { get; set; }

    /// <summary>The operator's key that signs it in; null: none.</summary>
    public ECDsa? OperatorKey { get; set; }

    /// <summary>What it says of its operator instead of what the key signs; null: what the key signs.</summary>
    public OperatorProof? OperatorProof { get; set; }

    public int Renders { get; private set; }

    public int Audits { get; private set; }

    /// <summary>Refusals of what it delivered.</summary>
    public List<Refusal> Refusals { get; } = [];

    public Task<Outcome<NodeRegistered>> Register(TestCoordinator coordinator) => coordinator.Nodes.Register(
        new RegisterNode(
            PublicKey, Owner, "node", Region, Tokens.Zero,
            new HardwareFacts(DeviceClass, "cpu", 4, 4, 1L << 33, "linux", "x64", 1, Digest.OfText("engine")),
            new BenchmarkResult(1_000_000, 1, 0.1, 4, Digest.OfText("benchmark")))
        {
            MinCreator = MinCreator,
            ChunkAddress = ChunkAddress,
            Jurisdiction = Jurisdiction,
            Attestation = Attestation,
            OperatorProof = OperatorProof ?? (OperatorKey is { } operatorKey ? new OperatorProof(
                operatorKey.ExportSubjectPublicKeyInfo(), NodeSignature.Sign(operatorKey, new OperatorStatement(Owner, Digest.Of(PublicKey)).ToArray())) : null),
        },
        CancellationToken.None);

    /// <summary>Delivers what is left over, then asks for work and does it.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> Step(TestCoordinator coordinator, int max = 4)
    {
        var busy = outbox.Count > 0;
        await Deliver(coordinator);
        busy |= await Open(coordinator);
        foreach (var work in await Claim(coordinator, max))
        {
            busy = true;
            if (!Silent)
                await Do(coordinator, work);
        }

        return busy;
    }

    public async Task<IReadOnlyList<WorkAssignment>> Claim(TestCoordinator coordinator, int max = 4)
    {
        var claimed = await coordinator.Nodes.Claim(Id, new ClaimWork(max, 0), CancellationToken.None);
        return claimed.IsRefused ? [] : claimed.Value.Assignments;
    }

    /// <summary>Says that it takes no more work.</summary>
    public async Task Drain(TestCoordinator coordinator, long sequence) =>
        Assert.Null((await coordinator.Nodes.Beat(Id, new Heartbeat(sequence, true, [], [], 0), CancellationToken.None)).Refusal);

    public async Task Do(TestCoordinator coordinator, WorkAssignment work)
    {
        using var span = Begin(work.Kind.ToString(), work.Traceparent);
        if (work.Kind == WorkKind.Arbitrate)
        {
            var vote = Report(work);
            votes[work.Lease.Id] = vote;
            Assert.True(AuditReport.TryDecode(vote.Report, out var report));
            var commitment = ArbiterVote.Commit(report.Blocks[0].Leaf, report.Auditor, work.Lease.Id, Digest.Of(vote.Signature));
            await Send(coordinator, async to => Note(await to.Nodes.Submit(Id, new CommitVote(work.Task.Id, work.Lease.Id, commitment), CancellationToken.None)));
        }
        else if (work.Kind == WorkKind.Reveal)
        {
            var vote = votes[work.Lease.Id];
            var message = new RevealVote(work.Task.Id, work.Lease.Id, vote.Report, vote.Signature, Digest.Of(vote.Signature));
            await Send(coordinator, async to => Note(await to.Nodes.Submit(Id, message, CancellationToken.None)));
        }
        else if (work.Kind != WorkKind.Render)
        {
            Audits += work.Kind == WorkKind.Audit ? 1 : 0;
            var report = Report(work);
            await Send(coordinator, async to => Note(await to.Nodes.Submit(Id, report, CancellationToken.None)));
        }
        else if (CannotLoad)
        {
            var message = new FailLease(work.Task.Id, work.Lease.Id, work.Lease.Fencing, LeaseFailure.CannotLoad, "no such texture");
            await Send(coordinator, async to => Note(await to.Nodes.Fail(Id, message, CancellationToken.None)));
        }
        else
        {
            Renders++;
            var (result, receipt) = Render(work);
            if (work.Commits)
            {
                withheld.Add((work, result, receipt));
                await Open(coordinator);
                return;
            }

            await Send(coordinator, async to =>
            {
                await Upload(to, result);
                Note(await to.Nodes.Submit(Id, receipt, CancellationToken.None));
            });
        }
    }

    /// <summary>Renders a task and signs its receipt; <paramref name="change"/> may falsify it before it is signed.</summary>
    public (ResultFile Result, SubmitReceipt Message) Render(WorkAssignment work, Func<Receipt, Receipt>? change = null)
    {
        var result = SyntheticEngine.Result(work.Task, Forges, Rounds ? 1 : 0, Claims);
        var receipt = ReceiptOf(work, result);
        return (result, Sign(work, change is null ? receipt : change(receipt)));
    }

    public SubmitReceipt Sign(WorkAssignment work, Receipt receipt) => new(
        work.Task.Id, work.Lease.Id, work.Lease.Fencing, receipt.ToArray(), NodeSignature.Sign(key, receipt.ToArray()), work.Commits ? Salt(work) : null);

    /// <summary>The commitment to a receipt's root, signed.</summary>
    public SubmitCommitment Commit(WorkAssignment work, SubmitReceipt message)
    {
        Assert.True(Receipt.TryDecode(message.Receipt, out var receipt));
        return Commit(work, ReplicaCommitment.Of(receipt!.Root, receipt.Node, receipt.Lease, message.Salt!.Value));
    }

    public SubmitCommitment Commit(WorkAssignment work, Digest commitment)
    {
        var statement = new CommitmentStatement(work.NetworkId, TaskDigest.Of(work.NetworkId, work.Task), work.Lease.Id, Digest.Of(PublicKey), commitment).ToArray();
        return new SubmitCommitment(work.Task.Id, work.Lease.Id, work.Lease.Fencing, statement, NodeSignature.Sign(key, statement));
    }

    public Digest Salt(WorkAssignment work) => Digest.OfText($"salt of {Id} for {work.Lease.Id}");

    /// <summary>Commits again to what it withholds, and opens what may be opened.</summary>
    /// <returns>Whether anything was opened or dropped.</returns>
    public async Task<bool> Open(TestCoordinator coordinator)
    {
        var changed = false;
        foreach (var item in withheld.ToList())
        {
            var committed = await coordinator.Nodes.Submit(Id, Commit(item.Work, item.Receipt), CancellationToken.None);
            if (committed.Value is { MayOpen: false } || (committed.Value is not null && NeverOpens))
                continue;
            if (committed.Value is not null)
            {
                await Upload(coordinator, item.Result);
                var opened = await coordinator.Nodes.Submit(Id, item.Receipt, CancellationToken.None);
                if (opened.Refusal?.Code == RefusalCodes.NotOpenYet)
                    continue;
                Note(opened);
            }
            else
            {
                // The job is over or the receipt is there already: sent again, it says so.
                Note(committed);
            }

            withheld.Remove(item);
            changed = true;
        }

        return changed;
    }

    public static byte[] LogBytes { get; } = "rendered"u8.ToArray();

    public static async Task Upload(TestCoordinator coordinator, ResultFile result)
    {
        await coordinator.Blobs.Put(result.Content);
        await coordinator.Blobs.Put(LogBytes);
    }

    public Receipt ReceiptOf(WorkAssignment work, ResultFile result)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var root = result.Commit(task).Root;
        var now = (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
        return new Receipt(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), task, work.Lease.Id, Digest.Of(PublicKey), work.Task.Package, work.Task.Settings,
            root.Hash, root.Rays, root.Invalid, Digest.Of(result.Content.Span), Digest.Of(LogBytes), 1, Digest.OfText("engine"), DeviceClass, now, now);
    }

    public SubmitAudit Report(WorkAssignment work)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var id = work.Task.Id;
        var computed = SyntheticEngine.Result(work.Task, ConfirmsForgeries, RoundsInAudits ? 1 : 0);
        var shown = new List<byte>();
        AuditedBlock[] leaves =
        [
            .. work.Blocks!.Select(block =>
            {
                var rendered = SyntheticEngine.Block(work.Task.Package, id.Frame, id.Region, id.Samples, block);
                var sums = LiesInAudits ? new byte[rendered.Sums.Length] : computed.Block(block).Sums.ToArray();
                shown.AddRange(sums);
                return new AuditedBlock(block, Leaf.Of(task, block, sums, rendered.Rays, rendered.Invalid));
            }),
        ];
        var now = (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
        var report = new AuditReport(
            work.NetworkId, Digest.OfText(id.Job.Value), task, work.Lease.Id, Digest.Of(PublicKey), 1, Digest.OfText("engine"), 1, now, now, leaves);
        return new SubmitAudit(id, work.Lease.Id, work.Lease.Fencing, report.ToArray(), NodeSignature.Sign(key, report.ToArray()), [.. shown]);
    }

    public void Dispose() => key.Dispose();

    private async Task Send(TestCoordinator coordinator, Func<TestCoordinator, Task> send)
    {
        var trace = Activity.Current?.Id;
        outbox.Enqueue(async to =>
        {
            using var span = Begin("deliver", trace);
            await send(to);
        });
        await Deliver(coordinator);
    }

    private static Activity? Begin(string name, string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent) ? Source.StartActivity(name, ActivityKind.Internal, parent) : null;

    private async Task Deliver(TestCoordinator coordinator)
    {
        while (outbox.TryPeek(out var send))
        {
            await send(coordinator);
            outbox.Dequeue();
        }
    }

    private void Note<T>(Outcome<T> outcome)
        where T : class
    {
        if (outcome.IsRefused)
            Refusals.Add(outcome.Refusal);
    }
}
