using Render.WorkerJob.Running;

namespace Render.WorkerJob.Tests.Processes;

/// <summary>The same worker without a queue: a node like any other, which waits over HTTP until it is told to end.</summary>
[Collection(nameof(JobNetwork))]
public sealed class CommunityNodeTests(JobNetwork network)
{
    [Fact]
    public async Task Node_UntilTerminated_WorksAndIsHealthy()
    {
        var environment = network.Community();
        await using var worker = WorkerProcess.Start(environment);
        await worker.Until(line => line.Event == "Registered");
        var job = await network.Submit(frames: 1);
        await network.Settled(job);

        Assert.Equal(WorkerExit.Done, await Health(environment));
        worker.Terminate();

        Assert.Equal(WorkerExit.Done, await worker.Ended(seconds: 20));
        Assert.DoesNotContain(worker.Lines, line => line.Event is "Woken" or "NotWoken");
        Assert.Equal(WorkerExit.Failed, await Health(environment));
    }

    [Fact]
    public async Task Node_WhoseHomeIsHeld_SaysWhatToDo()
    {
        var environment = network.Community();
        await using var first = WorkerProcess.Start(environment);
        await first.Until(line => line.Event == "Joining");

        await using var second = WorkerProcess.Start(new Dictionary<string, string>(environment) { ["RENDER_HEALTH"] = environment["RENDER_HEALTH"] + "-2" });

        Assert.Equal(WorkerExit.NoHome, await second.Ended());
        Assert.Contains(second.Lines, line => line.Text.Contains("RENDER_HOMES", StringComparison.Ordinal));
    }

    private static async Task<int> Health(Dictionary<string, string> environment)
    {
        await using var check = WorkerProcess.Start(environment, "--health");
        return await check.Ended();
    }
}
