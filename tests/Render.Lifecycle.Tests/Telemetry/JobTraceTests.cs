using System.Diagnostics;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests.Telemetry;

public sealed class JobTraceTests : IDisposable
{
    /// <summary>A job whose creator traces, rendered and audited by nodes that trace too.</summary>
    private static readonly string[] Story =
    [
        "creator",
        "creator > submit",
        "creator > submit > assemble",
        "creator > submit > assemble-frames",
        "creator > submit > check-group",
        "creator > submit > check-job",
        "creator > submit > fund-job",
        "creator > submit > inspect-package",
        "creator > submit > lease",
        "creator > submit > lease > Render",
        "creator > submit > lease > Render > deliver",
        "creator > submit > lease > Render > deliver > receipt",
        "creator > submit > lease > Render > deliver > receipt > draw-audit",
        "creator > submit > lease > Render > deliver > receipt > draw-audit > Audit",
        "creator > submit > lease > Render > deliver > receipt > draw-audit > Audit > deliver",
        "creator > submit > lease > Render > deliver > receipt > draw-audit > Audit > deliver > audit-report",
        "creator > submit > lease > Render > deliver > receipt > draw-audit > Audit > deliver > audit-report > verdict",
        "creator > submit > open-group",
        "creator > submit > quote-job",
        "creator > submit > settle-job",
        "creator > submit > split-job",
    ];

    private readonly RecordedSpans spans = new();

    public void Dispose() => spans.Dispose();

    [Fact]
    public async Task Job_FromSubmissionToSettlement_IsOneTrace()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var (job, trace) = await Submit(network, frames: 4);
        await network.Until(job, JobState.Settled);
        await Ended(trace, "settle-job");

        Assert.Equal([trace], spans.TracesOf(job.Value));
        // A frame is assembled by the background or by the workflow, whichever comes first.
        Assert.Equal(Story, spans.Paths(trace).Select(path => path.Replace("assemble-frames > assemble", "assemble", StringComparison.Ordinal)).Distinct());
        var all = spans.Of(trace);
        foreach (var name in (string[])["lease", "receipt", "draw-audit", "audit-report", "verdict", "assemble"])
            Assert.Equal(4, all.Count(span => span.OperationName == name));
        Assert.All(all.Where(span => span.Source.Name == LifecycleTelemetry.SourceName), span =>
        {
            Assert.Equal(job.Value, span.GetTagItem("render.job"));
            Assert.Equal(nameof(Tier.Economy), span.GetTagItem("render.tier"));
            Assert.Equal(ActivityStatusCode.Unset, span.Status);
        });
        var lease = all.First(span => span.OperationName == "lease");
        Assert.Contains(network.Nodes, node => node.Id.Value == (string?)lease.GetTagItem("render.node"));
        Assert.StartsWith($"{job}/", (string?)lease.GetTagItem("render.task"), StringComparison.Ordinal);
        Assert.IsType<double>(lease.GetTagItem("render.work"));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(36)]
    [InlineData(52)]
    public async Task Job_CoordinatorDiesOnTheWay_IsOneTrace(int crashAfter)
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var (job, trace) = await Submit(network, frames: 4);
        try
        {
            await network.Restart(crashAfter);
            await network.Until(job, JobState.Settled);
        }
        catch (Exception e) when (network.Crash.Crashed && e is not Xunit.Sdk.XunitException)
        {
            await network.Restart();
            await network.Until(job, JobState.Settled);
        }

        Assert.True(network.Crash.Crashed || network.Crash.After == 0, "the coordinator was to die before the job was settled");
        await Ended(trace, "settle-job");
        Assert.Equal([trace], spans.TracesOf(job.Value));
        var paths = spans.Paths(trace);
        Assert.DoesNotContain(paths, path => path.StartsWith("? >", StringComparison.Ordinal) && !path.StartsWith("? > submit", StringComparison.Ordinal));
        Assert.Contains(paths, path => path.EndsWith("> verdict", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_NodeForges_VerdictIsAnErrorAndTheConvictionIsSeen()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var forger = await network.Join("op-x", node => node.Forges = true);
        await network.Fund();
        var (job, trace) = await Submit(network, frames: 4);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));
        await network.Until(job, JobState.Settled);
        await Ended(trace, "settle-job");

        var verdict = Assert.Single(spans.Of(trace), span => span.OperationName == "verdict" && span.Status == ActivityStatusCode.Error);
        Assert.Equal("Rejected", verdict.GetTagItem("render.decision"));
        Assert.Equal(forger.Id.Value, verdict.GetTagItem("render.node"));
        Assert.Contains(spans.Paths(trace), path => path.EndsWith("verdict > convict", StringComparison.Ordinal));
        Assert.Contains(spans.Paths(trace), path => path.EndsWith("> reference", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lease_GivenBack_IsAnErrorBelowTheLease()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var (job, trace) = await Submit(network, frames: 1);
        var work = await network.Work(network.Nodes[0], WorkKind.Render);
        await network.Coordinator.Nodes.Fail(
            network.Nodes[0].Id, new FailLease(work.Task.Id, work.Lease.Id, work.Lease.Fencing, LeaseFailure.EngineError, "out of memory"), CancellationToken.None);
        await network.Until(job, JobState.Settled);

        var lost = Assert.Single(spans.Of(trace), span => span.OperationName == "lease-lost");
        Assert.Equal((ActivityStatusCode.Error, "NodeFailed"), (lost.Status, lost.GetTagItem("render.reason")));
        Assert.Contains("creator > submit > lease > lease-lost", spans.Paths(trace));
    }

    [Fact]
    public async Task Submit_Refused_IsAnErrorByItsCode()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var creator = RecordedSpans.Begin();
        var submitted = await network.Coordinator.Creators.Submit(new SubmitJob(TestNetwork.Json("{}"), "key", true, null), CancellationToken.None);
        Assert.True(submitted.IsRefused);
        var span = Assert.Single(spans.Of(creator.TraceId), span => span.OperationName == "submit");
        Assert.Equal((ActivityStatusCode.Error, submitted.Refusal!.Code), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Step_ThatThrows_IsAnErrorWithItsException()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var creator = RecordedSpans.Begin();
        var step = new TracedActivity<JobId, int>("no-step", new Failing(), new None(), _ => null);
        await Assert.ThrowsAsync<InvalidDataException>(() => step.Run(new("a", 0, 1, 1), default, CancellationToken.None));
        var span = Assert.Single(spans.Of(creator.TraceId), span => span.OperationName == "no-step");
        Assert.Equal((ActivityStatusCode.Error, "no paper"), (span.Status, span.StatusDescription));
        Assert.Equal("exception", Assert.Single(span.Events).Name);
    }

    [Fact]
    public void Begin_NobodyTracedTheSubmission_IsTheSameTraceEveryTime()
    {
        using (var one = JobTrace.Begin("one", Record(null))!)
        using (var two = JobTrace.Begin("two", Record(null))!)
            Assert.Equal(one.TraceId, two.TraceId);
        Assert.NotEqual(JobTrace.Begin("one", Record(null))!.TraceId, JobTrace.Begin("one", Record(null) with { Id = JobId.Parse("job-2") })!.TraceId);
    }

    [Fact]
    public void Submit_WithinASpanThatNobodyKeeps_IsTheStart()
    {
        using var server = new Activity("request").Start();
        using var submit = JobTrace.Submit()!;
        Assert.Equal(default, submit.ParentSpanId);
        Assert.True(submit.Recorded);
        Assert.Equal(submit.Id, JobTrace.Kept(submit));
    }

    [Fact]
    public void Submit_WithinACallersRequest_GoesOnFromTheCaller()
    {
        const string Caller = "00-0102030405060708090a0b0c0d0e0f10-0102030405060708-01";
        using var server = new Activity("request").SetParentId(Caller).Start();
        using (var submit = JobTrace.Submit()!)
            Assert.Equal(("0102030405060708090a0b0c0d0e0f10", "0102030405060708"), (submit.TraceId.ToHexString(), submit.ParentSpanId.ToHexString()));
        // Where nobody listened, the job keeps the caller's word all the same.
        Assert.Equal(Caller, JobTrace.Kept(null));
    }

    [Fact]
    public void Begin_WithinAnotherTrace_LinksToItAndStaysInItsOwn()
    {
        const string Kept = "00-0102030405060708090a0b0c0d0e0f10-0102030405060708-01";
        using var claim = RecordedSpans.Begin();
        using var lease = JobTrace.Begin("lease", Record(Kept), "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-01")!;
        Assert.Equal(("0102030405060708090a0b0c0d0e0f10", "0102030405060708"), (lease.TraceId.ToHexString(), lease.ParentSpanId.ToHexString()));
        Assert.Equal(claim.Context, Assert.Single(lease.Links).Context);
    }

    private static JobRecord Record(string? trace) => new()
    {
        Id = JobId.Parse("job-1"),
        Name = "job",
        Spec = new JobSpec(),
        Salt = default,
        Created = default,
        Updated = default,
        Trace = trace,
    };

    private static async Task<(JobId Job, ActivityTraceId Trace)> Submit(TestNetwork network, int frames)
    {
        using var creator = RecordedSpans.Begin();
        // A key of its own, since the same key names the same job in every test's network.
        return (await network.Submit(frames, key: $"trace-{creator.SpanId}"), creator.TraceId);
    }

    /// <summary>A job is settled a moment before the step that settled it has ended.</summary>
    private async Task Ended(ActivityTraceId trace, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!spans.Of(trace).Exists(span => span.OperationName == name && span.Status == ActivityStatusCode.Unset))
            await Task.Delay(5, patience.Token);
    }

    private sealed class Failing : Workflows.IActivity<JobId, int>
    {
        public Task<int> Run(Workflows.ActivityContext context, JobId input, CancellationToken cancellationToken) => throw new InvalidDataException("no paper");
    }

    private sealed class None : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
