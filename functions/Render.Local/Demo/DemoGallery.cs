using Render.Ingest.Images;
using Render.Local.Cli.Commands;
using Render.Local.Report;
using Render.Network.Messages;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Local.Demo;

/// <summary>The delivered frames as smaller copies for the report.</summary>
internal static class DemoGallery
{
    private const int ThumbnailWidth = 320;

    /// <summary>A picture for each frame of a receipt: the middle one whole, since it heads the page, the others small.</summary>
    /// <param name="folder">Holds <c>frames/</c>.</param>
    /// <param name="receipt">The delivered frames.</param>
    public static IReadOnlyList<ReportPicture> Of(string folder, JobReceipt receipt)
    {
        var hero = receipt.Frames.Count / 2;
        return [.. receipt.Frames.Select((frame, i) =>
        {
            var png = File.ReadAllBytes(Path.Combine(folder, "frames", Delivery.FileOf(frame.Frame)));
            return new ReportPicture(frame.Frame, i == hero ? png : Small(png));
        })];
    }

    /// <summary>Reads a frame's pixels.</summary>
    public static Image Read(string path) => PngReader.Read(Path.GetFileName(path), File.ReadAllBytes(path), SceneLimits.Default);

    private static byte[] Small(byte[] png)
    {
        var image = PngReader.Read("frame", png, SceneLimits.Default);
        var factor = (image.Width + ThumbnailWidth - 1) / ThumbnailWidth;
        return factor <= 1 ? png : Shrink(image, factor);
    }

    /// <summary>Each pixel the mean of factor × factor; a rest at the border is left out.</summary>
    private static byte[] Shrink(Image image, int factor)
    {
        var (width, height) = (Math.Max(1, image.Width / factor), Math.Max(1, image.Height / factor));
        var small = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var channel = 0; channel < 3; channel++)
                {
                    var sum = 0;
                    for (var dy = 0; dy < factor; dy++)
                        for (var dx = 0; dx < factor; dx++)
                            sum += image.Rgba[4 * ((Math.Min(image.Height - 1, y * factor + dy)) * image.Width + Math.Min(image.Width - 1, x * factor + dx)) + channel];
                    small[3 * (y * width + x) + channel] = (byte)((sum + factor * factor / 2) / (factor * factor));
                }
        return PngWriter.Encode(width, height, 3, small);
    }
}
