using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Comparison;

/// <summary>Blender's Cycles on the processor, on the same file, camera and light, in the tracer's model (cycles.py): no denoising, adaptive sampling, clamping or filtering of glossy light.</summary>
internal static class CyclesRun
{
    /// <summary>A picture and what it took.</summary>
    /// <param name="Samples">Paths a pixel.</param>
    /// <param name="Seconds">Processor time.</param>
    /// <param name="Picture">The picture.</param>
    internal sealed record Shot(int Samples, double Seconds, LinearPicture Picture);

    /// <summary>Renders a scene with several counts of samples.</summary>
    /// <exception cref="InvalidOperationException">Blender is not installed, or gave no result; the message says what it said.</exception>
    public static async Task<IReadOnlyList<Shot>> Render(ComparedScene scene, ComparisonOptions options, params IReadOnlyList<int> samples)
    {
        var job = Path.Combine(options.Out, scene.Name + ".json");
        var pictures = Path.Combine(options.Out, scene.Name + ".cycles");
        await File.WriteAllTextAsync(job, JsonSerializer.Serialize(Job(scene, options, samples, pictures))).ConfigureAwait(false);
        var said = await Run(job).ConfigureAwait(false);
        var results = said.Split('\n').Where(line => line.StartsWith("RESULT ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToArray();
        if (results.Length != samples.Count || results.Any(words => words.Length != 3))
            throw new InvalidOperationException("Blender gave no result: " + said);
        return [.. results.Select(words => Read(int.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture)))];

        Shot Read(int count, double seconds)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{pictures}.{count}.f32");
            var picture = LinearPicture.Read(file, options.Width, options.Height);
            File.Delete(file);
            return new(count, seconds, picture);
        }
    }

    private static Dictionary<string, object?> Job(ComparedScene scene, ComparisonOptions options, IReadOnlyList<int> samples, string pictures)
    {
        var camera = scene.Snapshot.Camera;
        var (x, y, z, t) = (camera.ToWorld.X, camera.ToWorld.Y, camera.ToWorld.Z, camera.ToWorld.T);
        return new()
        {
            ["scene"] = Path.GetFullPath(scene.Path),
            ["out"] = pictures,
            ["width"] = options.Width,
            ["height"] = options.Height,
            ["bounces"] = options.Bounces,
            ["samples"] = samples,
            ["threads"] = options.Threads,
            ["time"] = options.Time,
            ["camera"] = new[] { x.X, y.X, z.X, t.X, x.Y, y.Y, z.Y, t.Y, x.Z, y.Z, z.Z, t.Z }.Select(value => value.Value),
            ["tanHalfYfov"] = camera.HalfHeight.Value,
            ["environment"] = Environment(scene.Snapshot.Environment, Path.Combine(options.Out, scene.Name + ".sky.exr")),
            ["lightScale"] = 1,
            ["filter"] = "box",
            ["filterWidth"] = 1,
        };
    }

    private static object Environment(SkyEnvironment environment, string path)
    {
        if (environment.Width == 0)
            return new[] { environment.Constant.X.Value, environment.Constant.Y.Value, environment.Constant.Z.Value };
        using var file = File.Create(path);
        ExrWriter.Write(file, environment.Width, environment.Height, environment.Texels);
        return path;
    }

    private static async Task<string> Run(string job)
    {
        var start = new ProcessStartInfo("blender") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--background", "--factory-startup", "--python-exit-code", "1", "--python", Path.Combine(AppContext.BaseDirectory, "Comparison", "cycles.py"), "--", job])
            start.ArgumentList.Add(argument);
        try
        {
            using var blender = Process.Start(start)!;
            var errors = blender.StandardError.ReadToEndAsync();
            var output = await blender.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await blender.WaitForExitAsync().ConfigureAwait(false);
            return blender.ExitCode == 0 ? output : output + await errors.ConfigureAwait(false);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("Blender is not installed.");
        }
    }
}
