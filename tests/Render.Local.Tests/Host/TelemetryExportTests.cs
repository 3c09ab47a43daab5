using System.Text.Json;
using Render.Local.Cli;
using Render.Local.Cli.Commands;
using Render.Local.Cli.Views;
using Render.Local.Host;
using Render.Local.Tests.Host.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Scenes;
using Render.Worker.Client;

namespace Render.Local.Tests.Host;

public sealed class TelemetryExportTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_VariableUnset_ListensToNothing() => Assert.Null(TelemetryExport.Start("s", "i", _ => null));

    [Fact]
    public void Start_NoAddress_SaysWhatToWrite()
    {
        var error = Assert.Throws<CommandFailedException>(() => TelemetryExport.Start("s", "i", name => name == TelemetryExport.Endpoint ? "collector:4317" : null));
        Assert.Contains(TelemetryExport.Endpoint, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Coordinator and nodes are processes of their own; the job's trace goes through all of them.</summary>
    [Fact]
    public async Task Up_EndpointSet_SendsTheJobAsOneTraceOfAllProcesses()
    {
        await using var receiver = await OtlpReceiver.Start();
        var home = new HomeFolder(_folder["home"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var up = ChildProcess.Start(
            "up", ["up", "--port", "0", "--nodes", "2", Leash.Option], home.Path, _folder["up.log"],
            new Dictionary<string, string>
            {
                [TelemetryExport.Endpoint] = receiver.Url.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            });
        await Until(() => Task.FromResult(CoordinatorAddress.Read(home.CoordinatorFile) is not null), up, limit.Token);
        var client = CommandContext.Connect(CoordinatorAddress.Read(home.CoordinatorFile)!);
        var job = await Submit(client, limit.Token);
        await Until(async () => JobEnd.IsReached(await client.Get<JobView>($"/v1/jobs/{job}", limit.Token)), up, limit.Token);
        await Until(() => Task.FromResult(receiver.Spans.Any(span => span.Name == "settle-job") && receiver.Metrics.ContainsKey("render.tokens.burned")), up, limit.Token);

        var submit = Assert.Single(receiver.Spans, span => span.Name == "submit");
        await Until(() => Task.FromResult(Missing(receiver, submit.Trace) == 0), up, limit.Token);
        var trace = receiver.Spans.Where(span => span.Trace == submit.Trace).ToList();
        Assert.Equal("", submit.Parent);
        foreach (var name in (string[])["quote-job", "fund-job", "lease", "receipt", "draw-audit", "verdict", "assemble", "settle-job"])
            Assert.Contains(trace, span => span.Name == name && span.Service == "render-coordinator");
        foreach (var name in (string[])["render", "deliver"])
            Assert.Contains(trace, span => span.Name == name && span.Service == "render-node");
        // A receipt follows the node's delivery of it, which follows its rendering, which follows its lease.
        var byId = trace.ToDictionary(span => span.Id);
        Assert.All(trace.Where(span => span.Name == "receipt"), receipt =>
            Assert.Equal(["deliver", "render", "lease", "submit"], Above(receipt, byId)));
        foreach (var name in (string[])["render.tasks.moves", "render.tasks.open", "render.claim.duration", "render.workflow.turns", "render.ledger.appends"])
            Assert.True(receiver.Metrics.ContainsKey(name), $"{name} was not reported");
        await up.Stop(TimeSpan.FromSeconds(30));
    }

    /// <summary>Spans whose parent has not arrived; those of other processes come in their own time.</summary>
    private static int Missing(OtlpReceiver receiver, string trace)
    {
        var spans = receiver.Spans.Where(span => span.Trace == trace).ToList();
        var known = spans.Select(span => span.Id).ToHashSet();
        return spans.Count(span => span.Parent.Length > 0 && !known.Contains(span.Parent));
    }

    private static IEnumerable<string> Above(OtlpSpan span, Dictionary<string, OtlpSpan> byId)
    {
        for (var at = span; byId.TryGetValue(at.Parent, out var parent); at = parent)
            yield return parent.Name;
    }

    private static async Task<JobId> Submit(AdminClient client, CancellationToken cancellation)
    {
        using var content = new MemoryStream(BundledGltf.Create());
        var package = await client.Upload("blocks.gltf", content, progress: null, cancellation);
        var spec = JsonSerializer.SerializeToElement(new { package = package.Digest.ToString(), frames = "0-1", size = "96x56", samples = 4 });
        return (await client.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, "traced", AutoAccept: true), cancellation)).Id;
    }

    private static async Task Until(Func<Task<bool>> holds, ChildProcess up, CancellationToken cancellation)
    {
        while (!await holds())
        {
            Assert.False(up.HasExited, up.HasExited ? up.Tail(30) : "");
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }
}
