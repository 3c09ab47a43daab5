using System.CommandLine;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render submit SCENE</c>.</summary>
internal static class SubmitCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scene = SceneUpload.Scene();
        var spec = new SpecOptions();
        var watch = new Option<bool>("--watch") { Description = "Stay and show how it goes, until its books are closed." };
        var key = new Option<string?>("--key") { Description = "Names this submission: the same key gives the same job, however often it is sent.", HelpName = "TEXT" };
        var command = new TeachingCommand("submit", "Submit a scene: it is inspected, quoted, funded up to the quote's P90 and rendered. Prints the job's id.")
        {
            Examples =
            [
                ("render submit scene.glb --watch", "the whole animation, shown as it goes"),
                ("render submit scene.glb --frames 1-48 --size 1280x720 --samples 128 --tier priority", "what, how fine, how fast"),
                ("render submit scene.glb --environment studio.hdr", "lit by a picture, which travels with the scene"),
                ("render submit scene.glb --samples 32 --denoise", "few samples, and no grain"),
                ("render submit scene.glb --max-price 20", "only if no more than 20 RNT need to be locked"),
            ],
        };
        command.Add(scene);
        spec.AddTo(command);
        command.Add(watch);
        command.Add(key);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var package = await SceneUpload.Upload(context, network, context.Words.GetRequiredValue(scene), spec.EnvironmentFile(context.Words), cancellation);
            var message = new SubmitJob(spec.Spec(context.Words, package), context.Words.GetValue(key) ?? Guid.NewGuid().ToString("N"), AutoAccept: true);
            var job = await network.Post<SubmitJob, JobView>("/v1/jobs", message, cancellation);
            if (context.Words.GetValue(watch))
            {
                context.Screen.Note($"job {job.Id}");
                job = await JobWatch.Follow(context, network, job, cancellation);
            }
            if (context.Screen.AsJson)
                context.Screen.Json(job, CommandJson.Options);
            else if (!context.Words.GetValue(watch))
                context.Screen.Line(job.Id.ToString());
            return JobWatch.Outcome(context, job, context.Words.GetValue(watch));
        });
    }
}
