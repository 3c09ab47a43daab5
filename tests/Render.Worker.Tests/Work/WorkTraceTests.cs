using System.Collections.Concurrent;
using System.Diagnostics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Worker.Agent;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Work;

public sealed class WorkTraceTests : IDisposable
{
    private readonly TemporaryFolder home = new();
    private readonly ScriptedCoordinator coordinator = new();
    private readonly ScriptedEngine engine = new();

    /// <summary>A trace of each test's own, since a listener hears all that run meanwhile.</summary>
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();

    private string Traceparent => $"00-{trace}-0102030405060708-01";

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Work_NodeTraces_RendersAndDeliversBelowItsLease()
    {
        using var spans = new Spans(trace);
        coordinator.Queue(Assignments.Render() with { Traceparent = Traceparent });
        await using var node = new TestNode(coordinator, home.Path, engine);
        await node.Next<WorkDelivered>();
        await coordinator.Until(_ => spans.Ended.Count == 2);

        var render = Assert.Single(spans.Ended, span => span.OperationName == "render");
        var deliver = Assert.Single(spans.Ended, span => span.OperationName == "deliver");
        Assert.Equal("0102030405060708", render.ParentSpanId.ToHexString());
        Assert.Equal(render.SpanId, deliver.ParentSpanId);
        Assert.Equal(("job-1", "Render"), (render.GetTagItem("render.job"), render.GetTagItem("render.work")));
        Assert.NotNull(render.GetTagItem("render.rays"));
        Assert.Equal(deliver.Id, coordinator.Traces.Single(request => request.Path == "/v1/receipts").Traceparent);
    }

    [Fact]
    public async Task Work_Fails_IsAnErrorByItsCode()
    {
        using var spans = new Spans(trace);
        coordinator.Queue(Assignments.Render() with { Traceparent = Traceparent, NetworkId = default });
        await using var node = new TestNode(coordinator, home.Path, engine);
        await coordinator.Until(_ => spans.Ended.Count == 1);

        var render = Assert.Single(spans.Ended);
        Assert.Equal((ActivityStatusCode.Error, nameof(LeaseFailure.BadAssignment)), (render.Status, render.GetTagItem("error.type")));
        Assert.Equal(render.Id, coordinator.Traces.Single(request => request.Path == "/v1/leases/fail").Traceparent);
    }

    [Fact]
    public async Task Delivery_NodeWasKilledBefore_GoesOnInTheSameTrace()
    {
        using var spans = new Spans(trace);
        coordinator.ReceiptArriving = () => coordinator.Down = true;
        coordinator.ReceiptProblem = new Problem(ProblemCodes.NodeUnknown, "Unauthorized", 401, "lost");
        coordinator.Queue(Assignments.Render() with { Traceparent = Traceparent });
        await using (var first = new TestNode(coordinator, home.Path, engine))
            await coordinator.Until(scripted => scripted.Receipts.Count == 1);
        (coordinator.Down, coordinator.ReceiptProblem, coordinator.ReceiptArriving) = (false, null, () => { });
        await using var second = new TestNode(coordinator, home.Path, engine);
        await second.Next<WorkDelivered>();

        var receipts = coordinator.Traces.Where(request => request.Path == "/v1/receipts").ToList();
        Assert.Equal(2, receipts.Count);
        Assert.All(receipts, request => Assert.StartsWith($"00-{trace}-", request.Traceparent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a trace")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public void Begin_NoTrace_CarriesNothing(string? traceparent)
    {
        using var part = WorkTrace.Begin("render", traceparent, Assignments.Render().Task.Id, WorkKind.Render);
        Assert.Null(WorkTrace.Traceparent);
    }

    [Fact]
    public void Begin_Trace_IsCarriedUntilTheEnd()
    {
        using (WorkTrace.Begin("render", Traceparent, Assignments.Render().Task.Id, WorkKind.Render))
            Assert.Equal(Traceparent, WorkTrace.Traceparent);
        Assert.Null(WorkTrace.Traceparent);
    }

    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener listener;

        public Spans(ActivityTraceId trace)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == WorkTrace.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    options.Parent.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = Ended.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ConcurrentQueue<Activity> Ended { get; } = new();

        public void Dispose() => listener.Dispose();
    }
}
