using System.Text.Json;
using Render.Local.Cli.Views;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Local.Tests.Cli;

/// <summary>A job with four nodes, one of them banned, as the API would tell it.</summary>
internal static class Examples
{
    public static readonly DateTimeOffset Began = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly JobId Job = JobId.Parse("job-0123456789abcdef");

    public static NodeId Node(byte n) => NodeId.FromKeyDigest(Enumerable.Repeat(n, 32).ToArray());

    public static Digest Hash(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static TaskId Task(int frame, int row) => new(Job, frame, new PixelRegion(0, row * 120, 640, 120), new SampleRange(0, 16));

    public static QuoteView Quote { get; } = new(
        Hash("quote"), 354_000_000, 61.5, 72,
        [
            new TierQuote(Tier.Economy, Tokens.FromDecimal(0.02m), Tokens.FromDecimal(7.08m), Tokens.FromDecimal(8.2m), 61, 70, 38, 47, 4),
            new TierQuote(Tier.Priority, Tokens.FromDecimal(0.04m), Tokens.FromDecimal(14.16m), Tokens.FromDecimal(16.4m), 61, 70, 35, 44, 3),
            new TierQuote(Tier.Trusted, Tokens.FromDecimal(0.08m), Tokens.FromDecimal(28.32m), Tokens.FromDecimal(32.8m), 122, 140, null, null, 0),
        ],
        Began.AddHours(1), []);

    public static JobView JobView(JobState state = JobState.Rendering, int accepted = 30) => new(
        Job, "orrery.glb", CreatorId.Parse("local"), JobKind.Render, state, null, Tier.Economy, Hash("package"), new FrameRange(0, 23), 640, 360, 16,
        new TaskCounts(72 - accepted - 7, 3, 1, 3, accepted), 8,
        state == JobState.Settled
            ? new JobMoney(Tokens.FromDecimal(8.2m), Tokens.FromDecimal(7.2m), Tokens.FromDecimal(7.2m), Tokens.FromDecimal(3.24m), Tokens.FromDecimal(0.36m), Tokens.FromDecimal(3.6m), Tokens.FromDecimal(1m))
            : new JobMoney(Tokens.FromDecimal(8.2m), Tokens.FromDecimal(2.95m), null, null, null, null, null),
        Quote, Hash("order"), accepted / 72.0, 24, 3, Began, Began, null, []);

    public static NodeView NodeView(byte n, string name, NodeStatus status, LeaseProgress? lease = null) => new(
        Node(n), OperatorId.Parse("op-" + name), name, "local", status, status == NodeStatus.Banned ? "block 1234 of frame 3, rows 120–239 was made up" : null,
        new HardwareFacts(1, "cpu", 2, 1, 1 << 30, "linux", "x64", 1, Hash("engine")), 2_400_000, Tokens.Zero, 0.42,
        status == NodeStatus.Banned ? Tokens.FromWhole(500) : Tokens.FromWhole(1000), Tokens.FromDecimal(1.2m), 12, status == NodeStatus.Banned ? 5 : 0, 7,
        lease is null ? [] : [lease], [Hash("package")], 0.1, Began.AddSeconds(n), Began.AddSeconds(30));

    public static IReadOnlyList<NodeView> Nodes { get; } =
    [
        NodeView(1, "alder", NodeStatus.Active, new LeaseProgress(Task(9, 0), LeaseId.Parse("00112233445566778899aabbccddeeff"), 1, 0.61, 1.4)),
        NodeView(2, "birch", NodeStatus.Active, new LeaseProgress(Task(9, 1), LeaseId.Parse("10112233445566778899aabbccddeeff"), 2, 0.17, 2.9)),
        NodeView(3, "cedar", NodeStatus.Offline),
        NodeView(4, "elm", NodeStatus.Banned),
    ];

    public static RunTracker Tracker()
    {
        var tracker = new RunTracker("orrery.glb", Began, TimeProvider.System);
        tracker.See(JobView());
        tracker.See(Nodes);
        long sequence = 0;
        foreach (var happened in new NetworkEvent[]
        {
            new JobChanged(Job, JobState.Quoted, JobState.Funded),
            new AuditDrawn(Task(3, 1), Node(1), 18, 0),
            new VerdictReached(Task(3, 1), Node(4), Node(1), "Rejected", "2 of 18 blocks differ"),
            new NodeConvicted(Node(4), Task(3, 1), 1234, Tokens.FromWhole(500), 5, "mean differs by 41 standard errors"),
            new TaskChanged(Task(7, 2), TaskState.Leased, TaskState.Open, TaskEvent.LeaseExpired, Node(3)),
        })
            tracker.Hear(happened with { Sequence = ++sequence, Time = Began.AddSeconds(8 * sequence) });
        return tracker;
    }

    public static IReadOnlyList<TaskView> Tasks { get; } =
    [
        .. from frame in Enumerable.Range(0, 24)
           from row in Enumerable.Range(0, 3)
           let n = (byte)(1 + (frame * 3 + row * 2) % 3)
           let again = (frame + row) % 9 == 4
           select new TaskView(
               Task(frame, row), TaskState.Accepted, null, Node(n), again ? 2 : 1, null, 1, null, 4_900_000UL + (ulong)frame * 1000, 20 + frame, Hash($"r{frame}{row}"), Hash($"l{frame}{row}"),
               again
                   ? [new AuditView(0, Node(1), [1, 2, 3], "Decided", "Rejected", 7), new AuditView(1, Node(2), [4, 5], "Decided", "Accepted", 9)]
                   : [new AuditView(0, Node((byte)(1 + n % 3)), [1, 2], "Decided", "Accepted", 8)],
               null, again ? [new TaskMoment(Began, TaskEvent.VerdictRejected, Node(4), null)] : []),
    ];

    public static IReadOnlyList<LedgerEntryView> Entries { get; } =
    [
        .. Enumerable.Range(0, 40).Select(i => new LedgerEntryView(
            i, i == 0 ? LedgerEntryKind.Genesis : i == 39 ? LedgerEntryKind.JobSettled : LedgerEntryKind.ReceiptRecorded, $"key:{i}", Began.AddSeconds(i),
            i == 39 ? [new Posting("escrow:" + Job, -7_200_000_000_000_000_000), new Posting("burned", 7_200_000_000_000_000_000)] : [],
            JsonDocument.Parse("{}").RootElement, Hash($"e{i - 1}"), Hash($"e{i}"))),
    ];
}
