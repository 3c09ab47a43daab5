using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests.Telemetry;

public sealed class LifecycleMetricsTests
{
    [Fact]
    public async Task Job_Settles_IsCounted()
    {
        await using var network = await TestNetwork.Create();
        using var seen = new Seen(network.Coordinator.Get<LifecycleMetrics>().Meter);
        await network.Fund();
        var job = await network.Submit(frames: 4);
        await network.Until(async () => (await network.Job(job)).Tasks.Open == 4);
        Assert.Equal(4, seen.Gauge("render.tasks.open", "render.tier", "Economy"));
        Assert.Equal(1, seen.Gauge("render.jobs.open"));

        var settled = await network.Until(job, JobState.Settled);
        var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
        var epoch = (await network.Answer(network.Coordinator.Network.CloseEpoch(new CloseEpochRequest(0), CancellationToken.None))).Value!;

        foreach (var (from, to) in (ReadOnlySpan<(string, string)>)[("Open", "Leased"), ("Leased", "Submitted"), ("Submitted", "Auditing"), ("Auditing", "Accepted")])
            Assert.Equal(4, seen.Sum("render.tasks.moves", "render.from", from, "render.to", to));
        Assert.Equal(4, seen.Sum("render.tasks.accepted"));
        Assert.InRange(seen.Sum("render.rays.accepted"), 1, receipt.Rays);
        Assert.Equal(4, seen.Sum("render.verdicts", "render.decision", "Accepted"));
        Assert.Equal(0, seen.Sum("render.audits.failed"));
        Assert.Equal(0, seen.Sum("render.leases.lost"));
        Assert.Equal(4, seen.Count("render.claim.duration", "render.work", "Render"));
        Assert.Equal(4, seen.Count("render.claim.duration", "render.work", "Audit"));
        Assert.Equal(4, seen.Sum("render.ledger.appends", "render.kind", "ReceiptRecorded"));
        Assert.Equal(1, seen.Sum("render.ledger.appends", "render.kind", "JobSettled"));
        Assert.Equal(Whole(settled.Money.Burned!.Value), seen.Sum("render.tokens.burned"), 9);
        Assert.Equal(Whole(epoch.Minted), seen.Sum("render.tokens.minted"), 9);
        Assert.True(seen.Sum("render.workflow.turns", "render.workflow", "job", "render.outcome", "Waiting") >= 4);
        Assert.Equal(1, seen.Sum("render.workflow.turns", "render.workflow", "job", "render.outcome", "Completed"));
        Assert.Equal(0, seen.Gauge("render.tasks.open", "render.tier", "Economy"));
    }

    [Fact]
    public async Task Lease_RunsOutAndAuditorIsSilent_AreCounted()
    {
        // Nobody helps a straggler: its lease is to run out.
        var policy = TestNetwork.Defaults.Policy with { Leases = TestNetwork.Defaults.Policy.Leases with { DuplicateLeastMillis = 3_600_000 } };
        await using var network = await TestNetwork.Create(options: TestNetwork.Defaults with { Policy = policy });
        using var seen = new Seen(network.Coordinator.Get<LifecycleMetrics>().Meter);
        await network.Fund();
        var silent = network.Nodes[0];
        silent.Silent = true;
        var job = await network.Submit(frames: 3);
        await network.Work(silent, WorkKind.Render);
        await network.Until(job, JobState.Settled);
        Assert.True(seen.Sum("render.leases.lost", "render.reason", "LeaseExpired") >= 1);
        Assert.Equal(3, seen.Sum("render.tasks.accepted"));
    }

    private static double Whole(Network.Economics.Tokens amount) => (double)amount.Units / 1e18;

    /// <summary>Listens to one coordinator's meter.</summary>
    private sealed class Seen : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> measured = new();

        public Seen(Meter meter)
        {
            listener.InstrumentPublished = (instrument, at) =>
            {
                if (instrument.Meter == meter)
                    at.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
            listener.Start();
        }

        public double Sum(string name, params string[] tags) => Matching(name, tags).Sum();

        public int Count(string name, params string[] tags) => Matching(name, tags).Count();

        public double Gauge(string name, params string[] tags)
        {
            listener.RecordObservableInstruments();
            return Matching(name, tags).Last();
        }

        public void Dispose() => listener.Dispose();

        private IEnumerable<double> Matching(string name, string[] tags) => measured
            .Where(measurement => measurement.Name == name && tags.Chunk(2).All(tag => measurement.Tags.Any(found => found.Key == tag[0] && (string?)found.Value == tag[1])))
            .Select(measurement => measurement.Value);
    }
}
