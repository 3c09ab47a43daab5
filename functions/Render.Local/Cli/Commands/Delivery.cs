using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Writes what was delivered: frames, each checked against its digest, and the receipt.</summary>
internal static class Delivery
{
    /// <summary>The file of a frame inside <c>frames/</c>.</summary>
    public static string FileOf(int frame) => string.Create(CultureInfo.InvariantCulture, $"{frame:D4}.png");

    /// <summary>The file of a frame's light inside <c>frames/</c>.</summary>
    public static string LinearFileOf(int frame) => string.Create(CultureInfo.InvariantCulture, $"{frame:D4}.exr");

    /// <summary>Fetches all finished frames of a job into <c>frames/</c> of <paramref name="folder"/>, and <c>receipt.json</c> beside it.</summary>
    /// <param name="network">The coordinator.</param>
    /// <param name="job">The job.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="linear">Whether their light is fetched too.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">A frame is not what the receipt says.</exception>
    public static async Task<JobReceipt> Fetch(AdminClient network, JobId job, string folder, bool linear, CancellationToken cancellation)
    {
        var receipt = await network.Get<JobReceipt>($"/v1/jobs/{job}/receipt", cancellation);
        var frames = Path.Combine(folder, "frames");
        Directory.CreateDirectory(frames);
        foreach (var frame in receipt.Frames)
        {
            var target = string.Create(CultureInfo.InvariantCulture, $"/v1/jobs/{job}/frames/{frame.Frame}");
            await Fetch(
                network, target, Path.Combine(frames, FileOf(frame.Frame)), frame.File,
                () => new CommandFailedException(
                    ExitCode.Failure, $"Frame {frame.Frame} arrived with other bytes than its receipt says.", $"Try again; if it stays so, `render audit {job}` shows where."),
                cancellation);
            if (linear)
                await Fetch(
                    network, target + "/linear", Path.Combine(frames, LinearFileOf(frame.Frame)), null,
                    () => new CommandFailedException(ExitCode.Failure, $"The light of frame {frame.Frame} arrived with other bytes than were sent.", "Try again."), cancellation);
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "receipt.json"), JsonSerializer.Serialize(receipt, CommandJson.Options) + "\n", cancellation);
        return receipt;
    }

    /// <summary>Fetches a file; one that was there stays as it was until the new one is whole.</summary>
    private static async Task Fetch(
        AdminClient network, string target, string path, Digest? expected, Func<CommandFailedException> differs, CancellationToken cancellation)
    {
        var fresh = path + ".part";
        Digest? named;
        await using (var file = File.Create(fresh))
            named = await network.Download(target, file, cancellation);
        await using (var file = File.OpenRead(fresh))
            if (new Digest(await SHA256.HashDataAsync(file, cancellation)) != (expected ?? named))
                throw differs();
        File.Move(fresh, path, overwrite: true);
    }
}
