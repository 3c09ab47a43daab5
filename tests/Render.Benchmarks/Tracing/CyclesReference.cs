using System.Diagnostics;
using System.Globalization;

namespace Render.Benchmarks.Tracing;

/// <summary>Renders the same file with Blender's Cycles on the processor, without denoising, adaptive sampling, clamping or glossy filtering.</summary>
internal static class CyclesReference
{
    /// <summary>What Cycles did in one line, or why it did not.</summary>
    internal static async Task<string> Measure(string scene, int width, int height, int samples, int bounces, int threads, double yfov)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Tracing", "cycles.py");
        object[] values = [Path.GetFullPath(scene), width, height, samples, bounces, threads, yfov];
        var start = new ProcessStartInfo("blender") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--background", "--factory-startup", "--python", script, "--", .. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)])
            start.ArgumentList.Add(argument);
        try
        {
            using var blender = Process.Start(start)!;
            var errors = blender.StandardError.ReadToEndAsync();
            var output = await blender.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await blender.WaitForExitAsync().ConfigureAwait(false);
            return output.Split('\n').LastOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))?[7..]
                ?? "blender gave no result: " + (await errors.ConfigureAwait(false)).Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "blender is not installed";
        }
    }
}
