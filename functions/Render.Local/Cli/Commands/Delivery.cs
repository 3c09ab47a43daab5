using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Writes what was delivered: frames, each checked against its digest, and the receipt.</summary>
internal static class Delivery
{
    /// <summary>The file of a frame inside <c>frames/</c>.</summary>
    public static string FileOf(int frame) => string.Create(CultureInfo.InvariantCulture, $"{frame:D4}.png");

    /// <summary>Fetches all finished frames of a job into <c>frames/</c> of <paramref name="folder"/>, and <c>receipt.json</c> beside it.</summary>
    /// <exception cref="CommandFailedException">A frame is not what the receipt says.</exception>
    public static async Task<JobReceipt> Fetch(AdminClient network, JobId job, string folder, CancellationToken cancellation)
    {
        var receipt = await network.Get<JobReceipt>($"/v1/jobs/{job}/receipt", cancellation);
        var frames = Path.Combine(folder, "frames");
        Directory.CreateDirectory(frames);
        foreach (var frame in receipt.Frames)
        {
            var path = Path.Combine(frames, FileOf(frame.Frame));
            var fresh = path + ".part";
            await using (var file = File.Create(fresh))
                await network.Download(string.Create(CultureInfo.InvariantCulture, $"/v1/jobs/{job}/frames/{frame.Frame}"), file, cancellation);
            await using (var file = File.OpenRead(fresh))
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)) != frame.File.ToString())
                    throw new CommandFailedException(
                        ExitCode.Failure, $"Frame {frame.Frame} arrived with other bytes than its receipt says.", $"Try again; if it stays so, `render audit {job}` shows where.");
            File.Move(fresh, path, overwrite: true);
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "receipt.json"), JsonSerializer.Serialize(receipt, CommandJson.Options) + "\n", cancellation);
        return receipt;
    }
}
