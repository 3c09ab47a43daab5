using System.Diagnostics;
using System.Globalization;
using Render.Tracing.Compilation;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Rays;

/// <summary>Rays a second beside Embree's single-ray calls: the same rays, on one core, in turns.</summary>
internal static class RaysBenchmark
{
    private const string Usage = "rays [SCENE.glb…] [--triangles N,…] [--side PIXELS] [--rounds N] [--scalar] [--fast] [--only terrain|spheres]";

    internal static async Task Run(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return;
        }
        var triangles = Option(args, "--triangles", "100000,1000000,10000000").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture));
        var side = int.Parse(Option(args, "--side", "512"), CultureInfo.InvariantCulture) / 8 * 8;
        var rounds = int.Parse(Option(args, "--rounds", "7"), CultureInfo.InvariantCulture);
        var only = Option(args, "--only", "");
        var hasEmbree = EmbreeLibrary.TryLoad();
        if (!hasEmbree)
            Console.WriteLine(EmbreeLibrary.Missing);

        foreach (var path in args.Where(arg => arg.EndsWith(".glb", StringComparison.Ordinal) || arg.EndsWith(".gltf", StringComparison.Ordinal)))
            Measure(Path.GetFileName(path), await RayScenes.File(path).ConfigureAwait(false), side, rounds, args, hasEmbree);
        foreach (var count in triangles.Where(count => count > 0))
        {
            if (only != "spheres")
                Measure("terrain", RayScenes.Terrain(count), side, rounds, args, hasEmbree);
            if (only != "terrain")
                Measure("spheres", RayScenes.Spheres(count), side, rounds, args, hasEmbree);
        }
    }

    private static void Measure(string name, (SceneAssets Assets, Snapshot Snapshot) made, int side, int rounds, string[] args, bool hasEmbree)
    {
        // What tiered compilation does first is not the builder's.
        SceneCompiler.Prepare(RayScenes.Terrain(20_000).Assets);
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var assets = SceneCompiler.Prepare(made.Assets);
        var (build, processor) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - before);
        var scene = SceneCompiler.Compile(assets, made.Snapshot);
        var embrees = new List<EmbreeScene>();
        try
        {
            if (hasEmbree)
            {
                embrees.Add(new(scene, isRobust: true, EmbreeLibrary.MediumQuality));
                embrees.Add(new(scene, isRobust: true, EmbreeLibrary.HighQuality));
                if (args.Contains("--fast"))
                {
                    embrees.Add(new(scene, isRobust: false, EmbreeLibrary.MediumQuality));
                    embrees.Add(new(scene, isRobust: false, EmbreeLibrary.HighQuality));
                }
            }
            Print($"\n{name}, {assets.TriangleCount:N0} triangles");
            Print($"  built: ours in {build.TotalSeconds:f2} s ({processor.TotalSeconds:f2} of processor; checks and all arrays included), {(double)TreeBytes(assets) / assets.TriangleCount:f1} bytes a triangle");
            foreach (var embree in embrees)
                Print($"         {embree.Name} in {embree.BuildTime.TotalSeconds:f2} s ({embree.BuildProcessor.TotalSeconds:f2} of processor), {(double)embree.TreeBytes / assets.TriangleCount:f1} bytes a triangle");
            IRayEngine[] engines = [new WideEngine(scene), .. embrees, .. args.Contains("--scalar") ? [new ScalarEngine(scene)] : Array.Empty<IRayEngine>()];
            PinnedThread.Run(() => RayTable.Print(engines, RaySet.Of(scene, side), rounds));
        }
        finally
        {
            foreach (var embree in embrees)
                embree.Dispose();
        }
    }

    /// <summary>What rays read: nodes and packets.</summary>
    private static unsafe long TreeBytes(PreparedAssets assets) =>
        (long)assets.Nodes.Length * sizeof(Render.Tracing.Acceleration.BvhNode) + (long)assets.Packets.Length * sizeof(Render.Tracing.Acceleration.TrianglePacket);

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
