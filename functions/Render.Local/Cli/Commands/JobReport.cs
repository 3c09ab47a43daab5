using Render.Local.Cli.Views;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary>A job in a line, or as JSON.</summary>
internal static class JobReport
{
    /// <summary>Prints it.</summary>
    public static void Show(Screen screen, JobView job)
    {
        if (screen.AsJson)
            screen.Json(job, CommandJson.Options);
        else
            screen.Line($"{job.Id}  {job.State}{(job.Reason is { } why ? $": {why}" : job.Shortage is { } shortage ? $", waits: {RunPicture.Waits(shortage)}" : "")}");
    }
}
