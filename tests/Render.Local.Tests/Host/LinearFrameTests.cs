using System.Net;
using System.Net.Http.Headers;
using Render.Lifecycle.Results;
using Render.Local.Cli;
using Render.Local.Tests.Faults.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.TestScenes;
using Render.Worker.Client;

namespace Render.Local.Tests.Host;

/// <summary>The light of frames, fetched from jobs whose books are open or closed.</summary>
public class LinearFrameTests
{
    [Fact]
    public async Task Get_WithExr_DeliversTheLightThatTraceWrites()
    {
        await using var network = await FaultNetwork.Start();
        var node = await network.Join("op-a");
        var job = await network.Submit(frames: 2);
        await network.Settle(job, node);
        var scene = Path.Combine(network.Folder, "scene.glb");
        await File.WriteAllBytesAsync(scene, SampleScenes.Animated());

        var (code, _, error) = await network.Run("get", job.Value, "--out", network.Folder, "--exr");

        Assert.True(code == ExitCode.Success, error);
        for (var frame = 0; frame < 2; frame++)
            foreach (var ending in new[] { "png", "exr" })
                await network.ExpectTraced($"000{frame}.{ending}", ["trace", scene, "--frame", $"{frame}", "--size", "16x8", "--samples", "2", "--bounces", "2"]);
    }

    [Fact]
    public async Task Light_AskedForAgain_IsTheSameFileAndIsServedFromWhereADownloadBroke()
    {
        await using var network = await FaultNetwork.Start();
        var node = await network.Join("op-a");
        var job = await network.Submit();
        await network.Settle(job, node);
        using var whole = new MemoryStream();
        var named = await network.Admin.Download($"/v1/jobs/{job}/frames/0/linear", whole);
        Assert.Equal(Digest.Of(whole.ToArray()), named);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{job}/frames/0/linear");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", network.Host.Address.Token);
        request.Headers.Range = new RangeHeaderValue(100, null);
        request.Headers.IfRange = new RangeConditionHeaderValue($"\"{named}\"");
        using var rest = await network.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(whole.ToArray()[100..], await rest.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Light_OfAFrameThatIsNotThere_IsRefused()
    {
        await using var network = await FaultNetwork.Start();
        var job = await network.Submit();

        foreach (var target in new[] { $"/v1/jobs/{job}/frames/0/linear", $"/v1/jobs/{job}/frames/7/linear" })
            Assert.Equal(RefusalCodes.FrameUnknown, (await Assert.ThrowsAsync<CoordinatorRefusedException>(() => network.Admin.Download(target, Stream.Null))).Problem.Code);
        Assert.Equal(
            RefusalCodes.JobUnknown,
            (await Assert.ThrowsAsync<CoordinatorRefusedException>(() => network.Admin.Download($"/v1/jobs/{JobId.Parse("job-none")}/frames/0/linear", Stream.Null))).Problem.Code);
    }
}
