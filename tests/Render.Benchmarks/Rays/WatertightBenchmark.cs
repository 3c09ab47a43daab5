using System.Diagnostics;
using System.Globalization;
using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Rays;

/// <summary>Rays from inside closed meshes: at random, at vertices, at middles of edges, at points of edges. Each must hit.</summary>
internal static class WatertightBenchmark
{
    private static readonly (string Name, Affine Placement)[] Placements =
    [
        ("as it is", Affine.Identity),
        ("far away", new(new(1f, 0f, 0f), new(0f, 1f, 0f), new(0f, 0f, 1f), new(1000f, -500f, 200f))),
        ("tiny", new(new(1e-4f, 0f, 0f), new(0f, 1e-4f, 0f), new(0f, 0f, 1e-4f), new(0f, 3f, 0f))),
        ("sheared, mirrored", new(new(1.5f, 0.2f, 0f), new(0f, 0.7f, 0.1f), new(0.3f, 0f, -1.1f), new(0.5f, -0.2f, 0.1f))),
    ];

    private static readonly (string Name, int Quarterings, float Roughness)[] Meshes =
    [
        ("icosahedron", 0, 0f), ("sphere, 5,120 triangles", 4, 0f), ("dented, 20,480 triangles", 5, 0.1f), ("spikes, 20,480 triangles", 5, 0.5f),
    ];

    internal static Task Run(string[] args)
    {
        var rays = Array.IndexOf(args, "--rays") is >= 0 and var at && at + 1 < args.Length ? long.Parse(args[at + 1], CultureInfo.InvariantCulture) : 100_000_000;
        var perCase = rays / (Placements.Length * Meshes.Length);
        var (all, leaks) = (0L, 0L);
        foreach (var (name, quarterings, roughness) in Meshes)
        {
            var assets = SceneCompiler.Prepare(new([ClosedMesh.Create(quarterings, roughness)], [new()], []));
            foreach (var (place, placement) in Placements)
            {
                var camera = new Camera(Affine.Identity, 1f);
                var scene = SceneCompiler.Compile(assets, new([new(0, placement)], camera, [], SkyEnvironment.Black));
                var started = Stopwatch.GetTimestamp();
                var leaked = Leaks(scene, perCase);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name,-26} {place,-20} {perCase,14:N0} rays {leaked,6:N0} leaks   {perCase / Stopwatch.GetElapsedTime(started).TotalSeconds / 1e6:f1} M/s"));
                all += perCase;
                leaks += leaked;
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all:N0} rays, {leaks:N0} leaks"));
        Environment.ExitCode = leaks == 0 ? 0 : 1;
        return Task.CompletedTask;
    }

    private static long Leaks(CompiledScene scene, long rays)
    {
        var threads = Environment.ProcessorCount;
        var leaks = 0L;
        Parallel.For(0, threads, thread => Interlocked.Add(ref leaks, LeaksOf(scene, rays * thread / threads, rays * (thread + 1) / threads)));
        return leaks;
    }

    private static unsafe long LeaksOf(CompiledScene scene, long from, long to)
    {
        var scratch = new FlatArray<WideCaster.Scratch>(1);
        var caster = new WideCaster(new(scene), scratch.Pointer);
        var counter = default(NoCounter);
        var leaks = 0L;
        for (var i = from; i < to; i++)
        {
            var ray = RayOf(scene, i);
            var hit = Hit.Nothing(Real.Infinity);
            caster.Closest(ray, ref hit, ref counter);
            if (!hit.IsHit || (i % 8 == 0 && !caster.Occluded(ray, Real.Infinity, ref counter)))
                leaks++;
        }
        GC.KeepAlive(scene);
        return leaks;
    }

    private static Ray RayOf(CompiledScene scene, long i)
    {
        var random = new SampleStream((uint)(i >> 31), 0, 0, 0, (int)(i & int.MaxValue));
        var placement = scene.Snapshot.Instances[0].ToWorld;
        var origin = placement.Point((new Float3(random.Plain(0), random.Plain(1), random.Plain(2)) - new Float3(0.5f)) * ClosedMesh.Inside);
        if (i % 4 == 0)
            return new(origin, new Float3(random.Plain(3), random.Plain(4), random.Plain(5)) - new Float3(0.5f));
        var mesh = scene.Assets.Source.Meshes[0];
        var corner = Real.ToInt32(random.Plain(3) * Real.FromInt32(mesh.Indices.Length), 0, mesh.Indices.Length - 1);
        var a = placement.Point(mesh.Positions[mesh.Indices[corner]]);
        var b = placement.Point(mesh.Positions[mesh.Indices[corner % 3 == 2 ? corner - 2 : corner + 1]]);
        return new(origin, (i % 4) switch
        {
            1 => a - origin,
            2 => a * 0.5f + b * 0.5f - origin,
            _ => a + (b - a) * random.Plain(4) - origin,
        });
    }
}
