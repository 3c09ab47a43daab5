using System.CommandLine;
using System.Globalization;

namespace Render.Local.Cli.Commands;

/// <summary><c>render get JOB --out DIR</c>.</summary>
internal static class GetCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = CommonOptions.Job();
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder to write to; made if need be.", HelpName = "DIR", Required = true };
        var command = new TeachingCommand("get", "Fetch a job's finished frames as PNG files, with its receipt: what was rendered, by whom, what it cost, and what proves it.")
        {
            Examples =
            [
                ("render get last --out pictures", "frames/0000.png … and receipt.json"),
                ("render get last --out pictures --exr", "and frames/0000.exr …, linear light for compositing"),
                ("render get last --out pictures --car pictures.car", "and an archive that `ipfs dag import` publishes"),
            ],
        };
        command.Add(word);
        command.Add(folder);
        var linear = new Option<bool>("--exr") { Description = "Fetch each frame's linear light too, before view and exposure, in 32-bit floats; of a denoised job, the denoised light." };
        command.Add(linear);
        var archive = new Option<FileInfo?>("--car") { Description = "Write the frames as a folder of IPFS too, in a CAR file that any IPFS node imports.", HelpName = "FILE" };
        command.Add(archive);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var job = await JobFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            var receipt = await Delivery.Fetch(network, job.Id, context.Words.GetRequiredValue(folder).FullName, context.Words.GetValue(linear), cancellation);
            if (context.Words.GetValue(archive) is { } car && receipt.Frames.Count > 0)
            {
                var root = await FrameArchive.Write(context.Words.GetRequiredValue(folder).FullName, receipt, car.FullName, cancellation);
                context.Screen.Note($"{car.FullName}: {root}; `ipfs dag import {car.Name}` publishes it");
            }
            if (!context.Screen.AsJson)
                foreach (var frame in receipt.Frames)
                    context.Screen.Line($"frames/{Delivery.FileOf(frame.Frame)}  {frame.Cid}");
            if (context.Screen.AsJson)
                context.Screen.Json(receipt, CommandJson.Options);
            else
                context.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{receipt.Frames.Count} frame{(receipt.Frames.Count == 1 ? "" : "s")} and receipt.json in {context.Words.GetRequiredValue(folder).FullName}"));
            return receipt.Frames.Count > 0 ? ExitCode.Success : ExitCode.Failure;
        });
    }
}
