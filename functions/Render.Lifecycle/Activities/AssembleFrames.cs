using System.Globalization;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>
/// Assembles those frames of a range of which every task is accepted; the last range moves the job to Delivered. A job whose noise cannot be told, since its scene is not
/// traced here any more, fails: what was accepted is paid, and the frames that are there stay.
/// </summary>
internal sealed class AssembleFrames(JobStore jobs, FrameStore frames) : IActivity<FramesInput, int>
{
    /// <summary>The registered name. The result is the number of frames that can be fetched.</summary>
    public static ActivityName<FramesInput, int> Name { get; } = new("assemble-frames");

    /// <inheritdoc/>
    public async Task<int> Run(ActivityContext context, FramesInput input, CancellationToken cancellationToken)
    {
        var done = 0;
        for (var frame = input.First; frame <= input.Last; frame++)
            try
            {
                if (await frames.Assemble(input.Job, frame, cancellationToken) is not null)
                    done++;
            }
            catch (SceneRefusedException e)
            {
                var reason = string.Create(CultureInfo.InvariantCulture, $"Noise cannot be taken out of frame {frame}: {e.Code}: {e.Message}");
                await jobs.Move(input.Job, JobEvent.GaveUp, record => record with { Reason = reason }, cancellationToken);
                return done;
            }
        var job = await jobs.Get(input.Job, cancellationToken);
        if (input.Last == job.Spec.Frames.Last)
            await jobs.Move(input.Job, JobEvent.FramesAssembled, null, cancellationToken);
        return done;
    }
}

/// <summary>A range of a job's frames.</summary>
/// <param name="Job">The job.</param>
/// <param name="First">First frame.</param>
/// <param name="Last">Last frame.</param>
public sealed record FramesInput(JobId Job, int First, int Last);
