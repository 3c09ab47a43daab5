using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.TestScenes;
using Render.Worker.Adversaries;
using Render.Worker.Client;
using Render.Worker.Tracer;
using Render.Worker.Work;

namespace Render.Local.Tests.Host;

/// <summary>Real nodes with the real tracer over HTTP, some of which round in a way of their own, as OpenCL's do.</summary>
public sealed class StatisticalJobTests : IDisposable
{
    private const int Frames = 2;

    private readonly RealNodes _nodes = new();

    public void Dispose() => _nodes.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Statistical_NodesThatRound_GiveTheExactPictureButForRounding(bool forger)
    {
        await using var host = await _nodes.Start();
        using var http = new HttpClient { BaseAddress = host.Address.Url };
        var admin = new AdminClient(http, host.Address.Token);
        _nodes.Join(host, "op-a", inner => new RoundingEngine(inner, up: true));
        _nodes.Join(host, "op-b", inner => new RoundingEngine(inner, up: false));
        if (forger)
            _nodes.Join(host, "op-x", inner => new ForgingEngine(new RoundingEngine(inner, up: true), 0.9));
        using var scene = new MemoryStream(SampleScenes.Animated());
        var package = await admin.Upload("scene.glb", scene);

        // Nobody here may take this one, and a processor joins for it when the other is over.
        var exact = await Submit(admin, package, statistical: false);
        var statistical = await Submit(admin, package, statistical: true);
        await RealNodes.Settled(admin, statistical);
        Assert.Equal(JobState.Rendering, (await admin.Get<JobView>($"/v1/jobs/{exact}")).State);
        _nodes.Join(host, "op-exact");
        await RealNodes.Settled(admin, exact);
        await _nodes.Leave();

        var blobs = host.Services.GetRequiredService<IBlobs>();
        var (rounded, right) = (await Picture(admin, blobs, statistical), await Picture(admin, blobs, exact));
        Assert.Equal(right.Length, rounded.Length);
        Assert.NotEqual(right, rounded);
        for (var i = 0; i < right.Length; i++)
            Assert.InRange(rounded[i] - right[i], -64 - (right[i] >> 15), 64 + (right[i] >> 15));
        var receipt = await admin.Get<JobReceipt>($"/v1/jobs/{statistical}/receipt");
        Assert.Equal(2, receipt.Payouts.Count);
        var bundle = await RealNodes.Bundle(host);
        Assert.Empty(BookAudit.Run(bundle));
        var alone = bundle.Entries.Where(entry => entry.Kind == LedgerEntryKind.VerdictRecorded).Select(PayloadJson.Read<VerdictRecorded>)
            .Where(verdict => verdict.Decision == VerdictDecision.StoodAlone).ToList();
        Assert.All(alone, verdict => Assert.Equal("op-x", verdict.Operator.Value));
        Assert.True(forger || alone.Count == 0);
    }

    private static async Task<JobId> Submit(AdminClient admin, PackageStored package, bool statistical)
    {
        var mode = statistical ? "true" : "false";
        var spec = JsonDocument.Parse(
            $$"""{ "package": "{{package.Digest}}", "frames": "0-{{Frames - 1}}", "size": "32x24", "samples": 8, "bounces": 2, "statistical": {{mode}} }""").RootElement;
        return (await admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, $"job {mode}", AutoAccept: true))).Id;
    }

    /// <summary>Sums of all pixels of all frames, over all ranges; the tasks of these small frames are whole frames.</summary>
    private static async Task<long[]> Picture(AdminClient admin, IBlobs blobs, JobId job)
    {
        var picture = new long[Frames * 32 * 24 * 3];
        foreach (var task in await admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks"))
        {
            var file = ResultFile.Open(await blobs.Read(task.Result!.Value, 1 << 20));
            for (var block = 0; block < file.Blocks; block++)
            {
                var region = task.Task.Region.Block(block);
                var sums = file.Block(block).Sums.ToArray();
                for (var i = 0; i < sums.Length / sizeof(long); i++)
                {
                    var (pixel, channel) = Math.DivRem(i, 3);
                    var (x, y) = (region.X + (pixel % region.Width), region.Y + (pixel / region.Width));
                    picture[(((((task.Task.Frame * 24) + y) * 32) + x) * 3) + channel] += BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(sizeof(long) * i));
                }
            }
        }

        return picture;
    }

    /// <summary>The tracer on a device whose driver rounds every sum up, or down, by 2⁻¹⁷ of it.</summary>
    private sealed class RoundingEngine(ITaskEngine inner, bool up) : ITaskEngine
    {
        public EngineIdentity Identity => TracerIdentity.On(new("a card that rounds", DeviceClassRule.OpenCL, false, 0));

        public async Task<EngineResult> Render(EngineTask task, IProgress<Worker.Work.RenderedBlock> done, CancellationToken cancellationToken)
        {
            var result = await inner.Render(task, done, cancellationToken);
            return result with { Blocks = [.. result.Blocks.Select(block => block with { Sums = [.. block.Sums.Select(sum => sum + (up ? sum >> 17 : -(sum >> 17)))] })] };
        }
    }
}
