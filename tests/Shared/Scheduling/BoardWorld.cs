using System.Globalization;
using Render.Lifecycle;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Network.Reputation;
using Render.Network.Splitting;

namespace Render.TestScenes.Scheduling;

/// <summary>Jobs and nodes as a coordinator's documents have them, for boards without storage.</summary>
internal static class BoardWorld
{
    /// <summary>Rays of a work unit: what <see cref="ReferenceBenchmark"/> says of the reference machine.</summary>
    private const long PicosPerRay = 1_000_000_000_000 / 2_300_000;

    /// <summary>A cut job that renders.</summary>
    /// <param name="number">Its number, which makes its id.</param>
    /// <param name="spec">What was ordered; its package is made up.</param>
    /// <param name="plan">How it is cut.</param>
    /// <param name="work">Its work.</param>
    /// <param name="pricePerUnit">What a work unit is paid with.</param>
    /// <param name="now">When it was funded.</param>
    public static JobRecord Job(int number, JobSpec spec, SplitPlan plan, WorkUnits work, Tokens pricePerUnit, DateTimeOffset now)
    {
        var rays = (ulong)Math.Max(1, work.Micros * 1_000_000m / PicosPerRay);
        var price = Quoting.PricePerMillionRays(pricePerUnit, PicosPerRay);
        var cost = TierOffer.Cost(rays, price);
        return new JobRecord
        {
            Id = JobId.Parse(string.Create(CultureInfo.InvariantCulture, $"job-{number:D8}")),
            Name = "synthetic",
            Spec = spec,
            Salt = default,
            State = JobState.Rendering,
            Created = now,
            Updated = now,
            Funded = now,
            AcceptedTier = spec.Tier,
            OrderHash = spec.Package,
            Quote = new Quote(
                spec.Package, default, new WorkEstimate(rays, 2 * rays, PicosPerRay, 1, 1), plan.Tasks,
                [new TierOffer(spec.Tier, pricePerUnit, price, cost, cost, true, 1, null)], []),
            PricePerMillionRays = price,
            Cap = TierOffer.Cost(2 * rays, price),
            Split = plan,
            Tasks = plan.Tasks,
            Groups = plan.Groups,
        };
    }

    /// <summary>Puts a job on a board with all its tasks open.</summary>
    /// <param name="board">The board.</param>
    /// <param name="job">The job.</param>
    /// <param name="memoryBytes">Memory that its scene needs.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="options">The coordinator's options.</param>
    public static BoardJob Open(TaskBoard board, JobRecord job, long memoryBytes, Policy policy, LifecycleOptions options)
    {
        var held = Admit(board, job, memoryBytes, policy, options);
        var version = 0;
        for (var index = 0; index < job.Tasks; index++)
            for (var replica = 0; replica < held.Replicas; replica++)
                board.Add(held, FreshTask.Of(job, index, replica), new ETag((++version).ToString(CultureInfo.InvariantCulture)));
        return held;
    }

    /// <summary>Puts a job on a board without its tasks.</summary>
    public static BoardJob Admit(TaskBoard board, JobRecord job, long memoryBytes, Policy policy, LifecycleOptions options)
    {
        var facts = new SceneFacts(1, 1, 1, 1, 0, 1, 1, false, 0, memoryBytes);
        var package = new PackageRecord(job.Spec.Package, "synthetic", [new AssignedFile("scene.glb", job.Spec.Package, memoryBytes / 4)], facts, []);
        return board.Admit(() => Boards.Make(job, package, policy, options, made => NodeFactsOf.Job(made, policy)), job);
    }

    /// <summary>A node that passed its validation.</summary>
    /// <param name="number">Its number, which makes its key.</param>
    /// <param name="speedMilli">Speed of its benchmark, thousandths of a work unit a second.</param>
    /// <param name="memoryBytes">Memory.</param>
    /// <param name="deviceBytes">Memory of its accelerator; 0 without one.</param>
    /// <param name="region">Where it says it stands.</param>
    /// <param name="ask">The least it takes for a work unit.</param>
    /// <param name="evidence">Its record.</param>
    /// <param name="now">When it joined.</param>
    public static NodeRecord Node(
        int number, long speedMilli, long memoryBytes, long deviceBytes, string region, Tokens ask, Evidence evidence, DateTimeOffset now)
    {
        var key = BitConverter.GetBytes(number);
        return new NodeRecord
        {
            Id = NodeId.FromPublicKey(key),
            PublicKey = key,
            Operator = OperatorId.Parse(string.Create(CultureInfo.InvariantCulture, $"op-{number / 3}")),
            Name = string.Create(CultureInfo.InvariantCulture, $"node {number}"),
            Region = region,
            AskPrice = ask,
            Facts = new HardwareFacts(1, "synthetic", 8, 16, memoryBytes, "linux", "x64", 1, default) { DeviceMemoryBytes = deviceBytes },
            Benchmark = new BenchmarkResult((ulong)speedMilli * 2_300, 1, 0, 16, default),
            Status = NodeStatus.Active,
            Standing = new NodeStanding { Evidence = evidence },
            Joined = now,
        };
    }

    /// <summary>A digest that stands for a package of this number.</summary>
    public static Digest Package(int number) => Digest.Of(BitConverter.GetBytes(number));

    /// <summary>An audit by the reference CPU that found a row's result right.</summary>
    public static AuditRecord Audit(TaskRecord row, DateTimeOffset now) => new()
    {
        Attempt = 0,
        Lease = row.Receipt!.Lease,
        Fencing = row.Fencing + 1,
        Blocks = [0],
        Reveal = 0,
        Candidates = default,
        Drawn = now,
        Verdict = VerdictDecision.Accepted,
    };
}
