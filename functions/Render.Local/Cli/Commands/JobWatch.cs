using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Stays with a job until its end and shows it, redrawn on a terminal, line by line elsewhere.</summary>
internal static class JobWatch
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Shows the job until it ends.</summary>
    /// <returns>The job at its end.</returns>
    public static async Task<JobView> Follow(CommandContext context, AdminClient network, JobView job, CancellationToken cancellation)
    {
        var time = context.Surroundings.Time;
        var tracker = new RunTracker(job.Name, time.GetUtcNow(), time);
        tracker.See(job);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = Listen(network, job.Id, tracker, time, over.Token);
        try
        {
            await RunShow.Run(context.Surroundings, context.Screen, Loop);
        }
        finally
        {
            await over.CancelAsync();
            await events;
        }
        return tracker.Job!;

        async Task Loop(Action<RunView> show)
        {
            while (true)
            {
                var (now, nodes) = (await network.Get<JobView>($"/v1/jobs/{job.Id}", cancellation), await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation));
                RunView view;
                lock (tracker)
                {
                    tracker.See(now);
                    tracker.See(nodes);
                    view = tracker.View(time.GetUtcNow());
                }
                show(view);
                if (JobEnd.IsReached(now))
                    return;
                await Task.Delay(Look, time, cancellation);
            }
        }
    }

    /// <summary>The exit code for a job's end, with the way out where it is not the wanted one.</summary>
    public static int Outcome(CommandContext context, JobView job, bool watched)
    {
        if (job.State == JobState.Rejected || (watched && job.State != JobState.Settled))
        {
            context.Screen.Note($"render: {job.Id} is {job.State}{(job.Reason is { } why ? $": {why}" : ".")} `render logs {job.Id}` says more.");
            return ExitCode.Failure;
        }
        if (watched)
            context.Screen.Note($"Fetch the frames with `render get {job.Id} --out pictures`; check the books with `render audit {job.Id}`.");
        return ExitCode.Success;
    }

    private static async Task Listen(AdminClient network, JobId job, RunTracker tracker, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await foreach (var happened in network.Watch<NetworkEvent>($"/v1/jobs/{job}/events", time, cancellation))
                lock (tracker)
                    tracker.Hear(happened);
        }
        catch (OperationCanceledException)
        {
            // The watch is over.
        }
    }
}
