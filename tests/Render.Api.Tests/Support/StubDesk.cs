using Render.Lifecycle.Desks;
using Render.Lifecycle.Results;
using Render.Network.Chunks;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Network.Scheduling;

namespace Render.Api.Tests.Support;

/// <summary>Desks that remember what they were asked, and answer what the test says.</summary>
internal sealed class StubDesk : INodeDesk, ICreatorDesk, INetworkDesk, IWalletDesk
{
    private readonly Dictionary<NodeId, byte[]> keys = [];

    public List<object> Asked { get; } = [];

    public HashSet<Digest> Readable { get; } = [];

    public bool Storing { get; set; } = true;

    /// <summary>Thrown or refused by the next calls; null: answers.</summary>
    public Exception? Fault { get; set; }

    public Refusal? Refusal { get; set; }

    public byte[]? KeyOf(NodeId node) => keys.GetValueOrDefault(node);

    public SignatureCheck? Verify(NodeId node, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        keys.TryGetValue(node, out var key) ? NodeSignature.Verify(key, message, signature) : null;

    public Task<Outcome<NodeRegistered>> Register(RegisterNode message, CancellationToken cancellationToken)
    {
        var node = NodeId.FromPublicKey(message.PublicKey);
        keys[node] = message.PublicKey;
        return Answer(message, new NodeRegistered(node, default, NodeStatus.Active, 30, 5, TimeProvider.System.GetUtcNow(), 1));
    }

    public Task<Outcome<WorkAssigned>> Claim(NodeId node, ClaimWork message, CancellationToken cancellationToken) => Answer(message, new WorkAssigned([]));

    public Task<Outcome<OfferPage>> Offers(NodeId node, JobId? after, int max, bool misfits, CancellationToken cancellationToken) =>
        Answer((node, after, max, misfits), new OfferPage(node, [], after));

    public Task<Outcome<HeartbeatReply>> Beat(NodeId node, Heartbeat message, CancellationToken cancellationToken) =>
        Answer(message, new HeartbeatReply([], [], NodeStatus.Active, TimeProvider.System.GetUtcNow()));

    public Task<Outcome<EchoTaken>> Answer(NodeId node, Echo message, long arrived, CancellationToken cancellationToken) =>
        Answer(message, new EchoTaken(arrived, new NodePlace("eu-west", "", PlaceDoubt.None, EvidenceLevel.Measured, EvidenceLevel.Declared, 400, 300, "there")));

    public Task<Outcome<CommitmentAccepted>> Submit(NodeId node, SubmitCommitment message, CancellationToken cancellationToken) =>
        Answer(message, new CommitmentAccepted(4, false));

    public Task<Outcome<ReceiptAccepted>> Submit(NodeId node, SubmitReceipt message, CancellationToken cancellationToken) =>
        Answer(message, new ReceiptAccepted(5, TaskState.Submitted));

    public Task<Outcome<AuditAccepted>> Submit(NodeId node, SubmitAudit message, CancellationToken cancellationToken) =>
        Answer(message, new AuditAccepted(message.LeaseId, NodeStatus.Active));

    public Task<Outcome<VoteTaken>> Submit(NodeId node, CommitVote message, CancellationToken cancellationToken) => Answer(message, new VoteTaken(message.LeaseId));

    public Task<Outcome<VoteTaken>> Submit(NodeId node, RevealVote message, CancellationToken cancellationToken) => Answer(message, new VoteTaken(message.LeaseId));

    public Task<Outcome<LeaseFailed>> Fail(NodeId node, FailLease message, CancellationToken cancellationToken) =>
        Answer(message, new LeaseFailed(message.LeaseId, TaskState.Open));

    public Task<bool> MayRead(NodeId node, Digest blob, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult(Readable.Contains(blob));

    public Task<Outcome<BlobSources>> Sources(NodeId node, Digest file, CancellationToken cancellationToken) =>
        Answer(file, new BlobSources([1, 2, 3], [new PeerSource(node, new Uri("http://peer.test:7"), [4])]));

    public Task<Outcome<BytesCounted>> Received(NodeId node, Digest file, BytesReceived message, CancellationToken cancellationToken) =>
        Answer(message, new BytesCounted(message.Peers.Sum(peer => peer.Bytes)));

    public long StoreLimit(NodeId node) => Storing ? WireLimits.BlobBytes : 0;

    public async Task<Outcome<PackageStored>> StorePackage(Stream content, string name, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        return await Answer(name, new PackageStored(Digest.Of(buffer.ToArray()), name, buffer.Length, 1, new SceneFacts(1, 1, 1, 1, 0, 0, 0, false, 0, 1), []));
    }

    public Task<Outcome<PackageStored>> StorePackage(ChunkList chunks, string name, CancellationToken cancellationToken) =>
        Answer(chunks, new PackageStored(chunks.File, name, chunks.Length, 1, new SceneFacts(1, 1, 1, 1, 0, 0, 0, false, 0, 1), []));

    public Task<Outcome<QuoteView>> Quote(QuoteRequest message, CancellationToken cancellationToken) =>
        Answer(message, new QuoteView(default, 1, 1, 1, [], DateTimeOffset.UnixEpoch, []));

    public Task<Outcome<JobView>> Submit(SubmitJob message, CancellationToken cancellationToken) => Answer(message, View);

    public Task<Outcome<JobView>> Accept(JobId job, AcceptQuote message, CancellationToken cancellationToken) => Answer(message, View);

    public Task<Outcome<JobView>> Cancel(JobId job, CancellationToken cancellationToken) => Answer("cancel", View);

    public Task<Outcome<JobView>> TopUp(JobId job, TopUpJob message, CancellationToken cancellationToken) => Answer(message, View);

    public Task<Outcome<JobView>> Finish(JobId job, CancellationToken cancellationToken) => Answer("finish", View);

    public async Task<IReadOnlyList<JobView>> Jobs(CancellationToken cancellationToken) => [(await Answer("jobs", View)).Value!];

    public Task<Outcome<JobView>> Job(JobId job, CancellationToken cancellationToken) => Answer(job, View);

    public Task<Outcome<IReadOnlyList<TaskView>>> Tasks(JobId job, string? from, int max, CancellationToken cancellationToken)
    {
        Asked.Add((job, from, max));
        return System.Threading.Tasks.Task.FromResult<Outcome<IReadOnlyList<TaskView>>>(NoTasks);
    }

    public Task<Outcome<TaskView>> Task(TaskId task, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Outcome<TaskView>>(Refusal.Missing(RefusalCodes.TaskUnknown, "task"));

    public Task<Outcome<Stream>> Log(TaskId task, CancellationToken cancellationToken) => Answer<Stream>("log", new MemoryStream("a log"u8.ToArray()));

    public Task<Outcome<Stream>> Frame(JobId job, int frame, CancellationToken cancellationToken) => Answer<Stream>("frame", new MemoryStream([1, 2, 3, 4]));

    public Task<Outcome<StoredFile>> LinearFrame(JobId job, int frame, CancellationToken cancellationToken) =>
        Answer("linear", new StoredFile(Digest.OfText("linear"), new MemoryStream([5, 6, 7, 8])));

    public Task<Outcome<JobReceipt>> Receipt(JobId job, CancellationToken cancellationToken) => Answer("receipt", Kept);

    public async Task<Outcome<JobReceipt>> WriteBundle(JobId job, Stream destination, CancellationToken cancellationToken)
    {
        await destination.WriteAsync("PK"u8.ToArray(), cancellationToken);
        return await Answer("bundle", Kept);
    }

    public Task WriteBundle(Stream destination, CancellationToken cancellationToken) => destination.WriteAsync("PK"u8.ToArray(), cancellationToken).AsTask();

    public Task<IReadOnlyList<NodeView>> Nodes(CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<IReadOnlyList<NodeView>>([]);

    public Task<Outcome<NodeView>> Node(NodeId node, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Outcome<NodeView>>(Refusal.Missing(RefusalCodes.NodeUnknown, "node"));

    public Task<Outcome<NodeExplanation>> Explain(NodeId node, CancellationToken cancellationToken) => Answer(
        node,
        new NodeExplanation(
            node, "name", NodeStatus.Active, "Gets paid work.", ScoreExplanation.Of(default, [], 0, Policy.Default), default, default, default, [], []));

    public Task<IReadOnlyList<DeviceClassView>> DeviceClasses(CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<IReadOnlyList<DeviceClassView>>([Class(1090)]);

    public Task<Outcome<DeviceClassView>> Readmit(uint deviceClass, ReadmitDeviceClass message, CancellationToken cancellationToken) => Answer(message, Class(deviceClass));

    public Task<IReadOnlyList<CreatorView>> Creators(CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<IReadOnlyList<CreatorView>>([new CreatorView(CreatorId.Parse("a"), 0.5, 4, 0, new Dictionary<CreatorEvent, int> { [CreatorEvent.Settled] = 4 })]);

    public async Task<Outcome<DisputeView>> Dispute(TaskId task, Stream claim, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await claim.CopyToAsync(bytes, cancellationToken);
        return await Answer((task, bytes.Length), new DisputeView(default, task, CreatorId.Parse("a"), NodeId.FromPublicKey([1]), DisputeState.Opened, "", 0, Tokens.One, [], default, null));
    }

    public Task<IReadOnlyList<DisputeView>> Disputes(CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<IReadOnlyList<DisputeView>>([]);

    public Task<LedgerPage> Ledger(long from, int max, CancellationToken cancellationToken)
    {
        Asked.Add((from, max));
        return System.Threading.Tasks.Task.FromResult(new LedgerPage([], null));
    }

    public Task<IReadOnlyList<AccountView>> Accounts(CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<IReadOnlyList<AccountView>>([new AccountView("treasury", 5)]);

    public Task<IReadOnlyList<EpochView>> Epochs(CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<IReadOnlyList<EpochView>>([]);

    public Task<Outcome<EpochView>> CloseEpoch(CloseEpochRequest message, CancellationToken cancellationToken) =>
        Answer(message, new EpochView(0, default, default, true, default, default, default, default, 0, [], 1));

    public Task<Outcome<AccountView>> Faucet(FaucetRequest message, CancellationToken cancellationToken) => Answer(message, new AccountView("creator:a", 1));

    public Task<Outcome<DepositView>> Deposit(DepositRequest message, CancellationToken cancellationToken) => Answer(message, new DepositView(message.Account, "0x1", 1, "0x2", Tokens.One, 12));

    public Task<Outcome<WithdrawalView>> Withdraw(WithdrawalRequest message, CancellationToken cancellationToken) =>
        Answer(message, new WithdrawalView(message.Account, message.Amount, WalletAddress.Parse(message.To), 7, WithdrawalState.Booked));

    private static DeviceClassView Class(uint number) => new(1, number, true, [], [], null, "Out of exact mode.");

    private static Outcome<IReadOnlyList<TaskView>> NoTasks => Array.Empty<TaskView>();

    private static JobReceipt Kept => new(JobId.Parse("job-1"), JobState.Settled, default, null, null, 0, Money, [], [], null, null, null);

    private static JobMoney Money => new(Tokens.One, default, null, null, null, null, null);

    private static JobView View => new(
        JobId.Parse("job-1"), "name", CreatorId.Parse("a"), JobKind.Render, JobState.Rendering, null, Tier.Economy, null, new FrameRange(0, 1), 64, 36, 4,
        new TaskCounts(1, 0, 0, 0, 0), 0, Money, null, null, 0, null, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, []);

    private Task<Outcome<T>> Answer<T>(object asked, T value)
        where T : class
    {
        Asked.Add(asked);
        if (Fault is { } fault)
            throw fault;
        return System.Threading.Tasks.Task.FromResult<Outcome<T>>(Refusal is { } refusal ? refusal : value);
    }
}
