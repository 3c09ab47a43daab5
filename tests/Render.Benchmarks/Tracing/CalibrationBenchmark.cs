using Render.Ingest.Images;
using Render.Network.Governance;
using Render.Network.Quotes;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Benchmarks.Tracing;

/// <summary>
/// Fits the work coefficients to this machine: tiles of scenes are traced on one thread, their processor time is compared with what they
/// count, and the coefficients are those of least relative error that are not negative. One work unit is then one second of one thread here.
/// </summary>
internal static class CalibrationBenchmark
{
    private const int Width = 640, Height = 360, TileWidth = 80, TileHeight = 72, Samples = 4, Rounds = 3;

    internal static async Task Run(string[] args)
    {
        var scenes = new List<(string Name, CompiledScene Scene)> { ("benchmark", Benchmark()) };
        foreach (var file in args)
            scenes.Add((Path.GetFileName(file), await Load(file)));
        var tiles = scenes.SelectMany(scene => Tiles(scene.Name, scene.Scene)).ToList();
        var fitted = NonNegativeFit.Solve([.. tiles.Select(tile => (tile.Counted, tile.Seconds))]);
        var rounded = new WorkCoefficients(Picos(fitted[0]), Picos(fitted[1]), Picos(fitted[2]), Picos(fitted[3]));
        Console.WriteLine(FormattableString.Invariant(
            $"fitted to {tiles.Count} tiles, picoseconds: ray {rounded.Ray:N0}, node visit {rounded.NodeVisit:N0}, triangle test {rounded.TriangleTest:N0}, shading {rounded.Shading:N0}"));
        Console.WriteLine("processor time over the model's, for each scene (1 is right; tenths of the tiles lie beyond the outer figures):");
        Console.WriteLine($"{"",-24}{"fitted",8}{"10 %",8}{"90 %",8}{"policy's",10}");
        foreach (var scene in tiles.GroupBy(tile => tile.Scene))
        {
            var ratios = scene.Select(tile => tile.Seconds / Model(tile, rounded)).Order().ToArray();
            Console.WriteLine(FormattableString.Invariant(
                $"{scene.Key,-24}{Ratio(scene, rounded),8:N2}{ratios[ratios.Length / 10],8:N2}{ratios[ratios.Length * 9 / 10],8:N2}{Ratio(scene, new WorkCoefficients()),10:N2}"));
        }

        var before = Environment.CpuUsage.TotalTime;
        var result = await new TracerBenchmark(TimeProvider.System, samples: 32).Measure(1, CancellationToken.None);
        var processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds - result.PrepareSeconds;
        Console.WriteLine(FormattableString.Invariant($"a node's benchmark: {result.Rays / processor:N0} rays a second of a thread"));
    }

    private static CompiledScene Benchmark()
    {
        var (assets, snapshot) = BenchmarkScene.Create();
        return SceneCompiler.Compile(SceneCompiler.Prepare(assets), snapshot);
    }

    private static async Task<CompiledScene> Load(string path)
    {
        var loaded = GltfScene.Load(new MemoryPackageFiles("scene" + Path.GetExtension(path), await File.ReadAllBytesAsync(path)), "scene" + Path.GetExtension(path), images: new UploadImageDecoder());
        return SceneCompiler.Compile(SceneCompiler.Prepare(loaded.Assets), loaded.At(0f, new() { Aspect = Real.FromInt32(Width) / Real.FromInt32(Height) }));
    }

    private static IEnumerable<Tile> Tiles(string name, CompiledScene scene)
    {
        var settings = new RenderSettings(Width, Height);
        // Lets the JIT finish with the hot loops, of counting as well.
        TileRenderer.Render(scene, settings, new TileRegion(0, 0, Width, Height), new TileSamples(Samples, 1));
        for (var y = 0; y < Height; y += TileHeight)
            for (var x = 0; x < Width; x += TileWidth)
            {
                var region = new TileRegion(x, y, TileWidth, TileHeight);
                var counted = TileRenderer.RenderPilot(scene, settings, region, Enumerable.Range(0, region.BlockCount), new TileSamples(0, Samples));
                var seconds = double.MaxValue;
                for (var round = 0; round < Rounds; round++)
                {
                    var before = Environment.CpuUsage.TotalTime;
                    TileRenderer.Render(scene, settings, region, new TileSamples(0, Samples));
                    seconds = Math.Min(seconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
                }

                yield return new Tile(name, [counted.Rays, counted.NodeVisits, counted.TriangleTests, counted.ShadingEvents], seconds);
            }
    }

    private static ulong Picos(double seconds) => (ulong)Math.Round(seconds * 1e12 / 500) * 500;

    private static double Ratio(IEnumerable<Tile> tiles, WorkCoefficients work) => tiles.Sum(tile => tile.Seconds) / tiles.Sum(tile => Model(tile, work));

    private static double Model(Tile tile, WorkCoefficients work) => (double)WorkModel.Picos(
        new WorkCounts((ulong)tile.Counted[0], (ulong)tile.Counted[1], (ulong)tile.Counted[2], (ulong)tile.Counted[3]), work) / 1e12;

    /// <param name="Scene">Of which scene.</param>
    /// <param name="Counted">Rays, visits, tests, shadings.</param>
    /// <param name="Seconds">Processor time.</param>
    private sealed record Tile(string Scene, double[] Counted, double Seconds);
}
