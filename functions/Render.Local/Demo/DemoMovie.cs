using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Render.Local.Cli.Commands;
using Render.Network.Messages;
using Render.Tracing.Imaging;

namespace Render.Local.Demo;

/// <summary>Makes an animation of the delivered frames: an .mp4 where ffmpeg is installed, else an animated PNG.</summary>
internal static class DemoMovie
{
    private const int FramesPerSecond = 24;

    /// <summary>Makes it.</summary>
    /// <param name="folder">Holds <c>frames/</c>; receives the animation.</param>
    /// <param name="receipt">The delivered frames.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The file that was made.</returns>
    public static async Task<string> Make(string folder, JobReceipt receipt, CancellationToken cancellation)
    {
        var movie = Path.Combine(folder, "animation.mp4");
        if (await Encode(folder, receipt, movie, cancellation))
            return movie;
        File.Delete(movie);
        var animated = Path.Combine(folder, "animation.png");
        await Task.Run(() => Animate(folder, receipt, animated), cancellation);
        return animated;
    }

    private static async Task<bool> Encode(string folder, JobReceipt receipt, string movie, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var word in new[]
        {
            "-y", "-loglevel", "error", "-nostdin", "-framerate", FramesPerSecond.ToString(CultureInfo.InvariantCulture),
            "-start_number", receipt.Frames[0].Frame.ToString(CultureInfo.InvariantCulture), "-i", Path.Combine(folder, "frames", "%04d.png"),
            // Even sides and 4:2:0, or players refuse it.
            "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-preset", "fast", "-crf", "18", "-pix_fmt", "yuv420p", "-movflags", "+faststart", movie,
        })
            start.ArgumentList.Add(word);
        try
        {
            using var process = Process.Start(start)!;
            var said = Task.WhenAll(process.StandardError.ReadToEndAsync(cancellation), process.StandardOutput.ReadToEndAsync(cancellation));
            try
            {
                await process.WaitForExitAsync(cancellation);
                await said;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // Not installed.
            return false;
        }
    }

    private static void Animate(string folder, JobReceipt receipt, string file)
    {
        using var output = File.Create(file);
        ApngWriter? writer = null;
        foreach (var frame in receipt.Frames)
        {
            var image = DemoGallery.Read(Path.Combine(folder, "frames", Delivery.FileOf(frame.Frame)));
            writer ??= new ApngWriter(output, image.Width, image.Height, 4, receipt.Frames.Count, 1, FramesPerSecond);
            writer.Add(image.Rgba);
        }
        writer?.Finish();
    }
}
