using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Quotes;
using Render.Network.Reputation;
using Render.Network.Scheduling;
using Render.Network.Splitting;
using Render.TestScenes.Scheduling;

namespace Render.Scheduling.Simulation.Population;

/// <summary>A node of a scenario.</summary>
/// <param name="Record">Its document.</param>
/// <param name="SpeedMilli">Its true mean speed, thousandths of a work unit a second.</param>
/// <param name="Sessions">When it is there.</param>
/// <param name="DownBytesPerSecond">How fast it fetches scenes; null: at once.</param>
internal sealed record SimulatedNode(NodeRecord Record, long SpeedMilli, IReadOnlyList<Session> Sessions, long? DownBytesPerSecond);

/// <summary>A job of a scenario.</summary>
/// <param name="Record">Its document.</param>
/// <param name="MemoryBytes">What its scene needs.</param>
/// <param name="Work">All of its work.</param>
internal sealed record SimulatedJob(JobRecord Record, long MemoryBytes, WorkUnits Work);

/// <summary>What a scenario has besides nodes and jobs.</summary>
/// <param name="Churn">Whether nodes come and go.</param>
/// <param name="Market">Whether every operator asks what it likes and most creators bid a cap; else nearly all ask the network's floor and nobody bids.</param>
/// <param name="Transfers">Whether nodes must fetch a job's scene before they render.</param>
internal sealed record Conditions(bool Churn = true, bool Market = false, bool Transfers = false);

/// <summary>Who is there and what is to be done: a function of the seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Jobs">The jobs that found a price.</param>
/// <param name="Refused">Jobs whose bid lies below all asks: their creators are told the least that would do, and they are not run.</param>
internal sealed record Scenario(ulong Seed, IReadOnlyList<SimulatedNode> Nodes, IReadOnlyList<SimulatedJob> Jobs, int Refused)
{
    /// <summary>Virtual time is simulated no further than this, milliseconds.</summary>
    public const long Longest = 24L * 3_600_000;

    private const long GiB = 1L << 30;

    private static readonly string[] Regions = ["us-east", "eu-west", "us-west", "ap-south", "eu-north"];

    /// <summary>When it begins.</summary>
    public static DateTimeOffset Begin { get; } = DateTimeOffset.UnixEpoch.AddYears(56);

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="nodes">Nodes; two thirds are there at a time.</param>
    /// <param name="tasks">Tasks, at least so many.</param>
    /// <param name="conditions">What else.</param>
    public static Scenario Of(ulong seed, int nodes, int tasks, Conditions conditions)
    {
        var fleet = Enumerable.Range(0, nodes).Select(number => Node(seed, number, conditions)).ToList();
        var there = fleet.Where(node => node.Sessions is [{ From: 0 }, ..]).ToList();
        var speed = there.Sum(node => node.SpeedMilli);
        var jobs = new List<SimulatedJob>();
        var refused = 0;
        for (var cut = 0; cut < tasks;)
            if (Job(seed, jobs.Count + refused, there, speed, conditions.Market) is { } job)
            {
                jobs.Add(job);
                cut += job.Record.Tasks;
            }
            else
                refused++;

        return new Scenario(seed, fleet, jobs, refused);
    }

    private static SimulatedNode Node(ulong seed, int number, Conditions conditions)
    {
        var device = Device.At(new Draw(seed, Purpose.Hardware, number).Uniform());
        // Machines of one kind differ: cooling, power limits, the processor beside the card.
        var speed = (long)(new Draw(seed, Purpose.Speed, number).LogNormal(device.Score, 0.15) / Device.ScorePerUnit * 1_000);
        var record = new Draw(seed, Purpose.Record, number);
        var good = record.LogNormal(40, 1.3);
        var price = new Draw(seed, Purpose.Ask, number);
        var floor = PricePolicy.Default.Floor;
        // Most take what the network pays at least; a few want more.
        var ask = conditions.Market ? Times(floor, Math.Max(1, price.LogNormal(2, 0.5))) : price.Uniform() < 0.97 ? floor : Times(floor, price.LogBetween(1, 4));
        var region = Regions[(int)(Math.Pow(new Draw(seed, Purpose.Region, number).Uniform(), 1.5) * Regions.Length)];
        var document = BoardWorld.Node(
            number, speed, (long)(device.MemoryGiB * GiB), 0, region, ask,
            new Evidence(good, record.Uniform() < 0.2 ? good * record.Between(0.02, 0.3) : 0, Begin.ToUnixTimeMilliseconds()), Begin);
        // Who has done so much has done some of it beside others.
        document = document with { Standing = document.Standing with { ReplicatedCorrect = (int)(good / 2) } };
        // A median of 100 Mbit/s.
        long? down = conditions.Transfers ? (long)new Draw(seed, Purpose.Down, number).LogNormal(12.5e6, 0.8) : null;
        return new SimulatedNode(document, speed, conditions.Churn ? Session.Of(seed, number, Longest) : [new Session(0, 2 * Longest, false)], down);
    }

    private static Tokens Times(Tokens amount, double factor) => amount.MultiplyDivide((UInt128)(factor * 1_000), 1_000);

    private static SimulatedJob? Job(ulong seed, int number, List<SimulatedNode> fleet, long speedMilli, bool market)
    {
        var size = new Draw(seed, Purpose.Work, number);
        var big = size.Uniform() < 0.03 || number == 0;
        // Seconds that the whole network would need: films and stills.
        var seconds = big ? size.LogBetween(30, 900) : size.LogBetween(0.005, 1);
        var work = new WorkUnits((long)(seconds * speedMilli * 1_000));
        var shape = new Draw(seed, Purpose.Shape, number);
        var tier = new Draw(seed, Purpose.Tier, number).Uniform() switch { < 0.6 => Tier.Economy, < 0.9 => Tier.Priority, _ => Tier.Trusted };
        var due = new Draw(seed, Purpose.Deadline, number);
        var memory = (long)(Math.Min(20, new Draw(seed, Purpose.Memory, number).LogNormal(2, 0.9)) * GiB);
        var spec = new JobSpec
        {
            Package = BoardWorld.Package(number),
            Frames = new FrameRange(0, (int)(big ? shape.LogBetween(100, 3_000) : shape.LogBetween(1, 100)) - 1),
            Size = shape.Uniform() < 0.5 ? new ImageSize(1920, 1080) : new ImageSize(1280, 720),
            Samples = 256,
            Tier = tier,
            DeadlineSeconds = due.Uniform() < 0.35 ? (long)(20 + (seconds * due.Between(2, 8)) + due.LogBetween(5, 300)) : null,
            Placement = shape.Uniform() < 0.1 ? PlacementPolicies.Of(new PlacementPolicy { Regions = ["eu-north", "eu-west"] }) : PlacementPolicies.Anywhere,
            Creator = CreatorId.Parse("local"),
        };
        var policy = Policy.Default;
        var floor = policy.Tiers.For(tier).ReputationFloorPpm;
        var fit = fleet.Where(node => node.Record.Facts.MemoryBytes >= memory
            && (spec.Placement.AllowsAll || spec.Placement.Scene.Regions.Contains(node.Record.Region))
            && node.Record.Standing.ReputationPpm(Begin.ToUnixTimeMilliseconds(), policy.Reputation) >= floor).ToList();
        var asks = fit.Select(node => new Ask(node.Record.Id, node.Record.AskPrice, node.SpeedMilli));
        // Two thirds bid a cap around what the median operator asks, times what the tier costs.
        var bidding = new Draw(seed, Purpose.Bid, number);
        Tokens? bid = market && bidding.Uniform() < 0.67 ? Times(AskBook.Price(policy.Prices.Floor, policy.Tiers.For(tier)), bidding.LogNormal(2, 0.5)) : null;
        if (AskBook.Clear(asks, work.Micros, spec.DeadlineSeconds, policy.Tiers.For(tier), policy.Prices, bid) is not Clearing.Priced cleared)
            return null;
        var plan = TaskSplitter.Plan(SplitRequest.Of(spec, work, fleet.Count, speedMilli, policy.Leases.TargetTaskSeconds));
        return new SimulatedJob(BoardWorld.Job(number, spec, plan, work, cleared.PricePerUnit, Begin), memory, work);
    }
}
