using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Ports;
using Render.Local.Tests.Faults.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.TestScenes;

namespace Render.Local.Tests.Host;

/// <summary>Jobs whose noise is taken out, from the command line to the files that are fetched.</summary>
public class DenoisedJobTests
{
    private static readonly string[] Shot = ["--size", "48x32", "--samples", "6", "--bounces", "2", "--shutter", "0.5", "--filter", "blackman-harris", "--view", "neutral", "--exposure", "0.5"];

    [Fact]
    public async Task Submit_Denoised_DeliversWhatTraceGives()
    {
        await using var network = await FaultNetwork.Start();
        var node = await network.Join("op-a");
        var scene = Path.Combine(network.Folder, "scene.glb");
        await File.WriteAllBytesAsync(scene, SampleScenes.Animated());

        var (code, output, error) = await network.Run(["submit", scene, "--denoise", "--frames", "3-4", .. Shot]);
        Assert.True(code == 0, error);
        var job = JobId.Parse(output.Trim());
        await network.Settle(job, node);
        Assert.Equal(0, (await network.Run("get", job.Value, "--out", network.Folder, "--exr")).Code);

        var tasks = await network.Admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks");
        Assert.Equal([new(0, 3), new(3, 3), new(0, 3), new(3, 3)], tasks.Select(task => task.Task.Samples));
        for (var frame = 3; frame <= 4; frame++)
        {
            await network.ExpectTraced($"000{frame}.png", ["trace", scene, "--denoise", "--frame", $"{frame}", .. Shot]);
            await network.ExpectTraced($"000{frame}.exr", ["trace", scene, "--denoise", "--frame", $"{frame}", .. Shot[..^4]]);
        }
    }

    [Fact]
    public async Task Submit_DenoisedOfOddSamples_IsRefusedWithTheWayOut()
    {
        await using var network = await FaultNetwork.Start();
        var scene = Path.Combine(network.Folder, "scene.glb");
        await File.WriteAllBytesAsync(scene, SampleScenes.Animated());

        var (code, _, error) = await network.Run("submit", scene, "--denoise", "--samples", "7");

        Assert.NotEqual(0, code);
        Assert.Contains("7 are odd", error, StringComparison.Ordinal);
        Assert.Contains("Give 8 samples", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WhoseSceneIsNotTracedAnyMore_FailsInWordsAndPaysWhatWasAccepted()
    {
        await using var network = await FaultNetwork.Start(services => services.AddSingleton<IFrameAssembler, RefusingAssembler>());
        var node = await network.Join("op-a");
        var job = await network.Submit(more: """, "denoise": true""");

        JobView? view = null;
        await network.Until(
            async () =>
            {
                await node.Step();
                return (view = await network.Job(job)).State is JobState.Settled or JobState.Refunded;
            },
            () => $"The job is {view?.State}: {view?.Reason}.");

        Assert.Equal(JobState.Settled, view!.State);
        Assert.Contains("frame 0: scene-lost: this build reads it no more", view.Reason, StringComparison.Ordinal);
        Assert.False(view.Money.Charged!.Value.IsZero);
        network.ForgiveErrors("this build reads it no more");
    }

    private sealed class RefusingAssembler : IFrameAssembler
    {
        public Task<AssembledFrame> Assemble(FrameParts frame, CancellationToken cancellationToken)
        {
            Assert.NotNull(frame.Denoised);
            throw new SceneRefusedException("scene-lost", "this build reads it no more");
        }

        public Task<BlobInfo> AssembleLinear(FrameParts frame, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
