using Render.Benchmarks;
using Render.Benchmarks.Chunks;
using Render.Benchmarks.Claims;
using Render.Benchmarks.Comparison;
using Render.Benchmarks.Completions;
using Render.Benchmarks.Cuda;
using Render.Benchmarks.Engine;
using Render.Benchmarks.Fuzzing;
using Render.Benchmarks.Rays;
using Render.Benchmarks.Statistics;
using Render.Benchmarks.Tracing;
using Render.Benchmarks.WakeUps;

Benchmark[] benchmarks =
[
    new("completions", "tasks/s from claim to accepted, with signatures, root check, lease, ledger and blind audit", CompletionsBenchmark.Run),
    new("claims", "a claim decided, to the lease's row with its explanation, for growing fleets, open tasks and jobs; bytes an open task", ClaimsBenchmark.Run),
    new("wakeups", "wake-up to lease: in-process queue beside Azurite's queues, within one process and between two", WakeUpsBenchmark.Run),
    new("engine", "durable workflows: activity completions/s and events/s beside SQLite's own limit", EngineBenchmark.Run),
    new("sqlite", "SQLite at synchronous=FULL: commits/s alone, and writes/s with group commit", SqliteBenchmark.Run),
    new("cycles", "the same scenes by the tracer and by Blender's Cycles: means, errors, FLIP and pictures side by side", CyclesBenchmark.Run),
    new("equal-error", "processor time to the same error, the tracer's and Cycles', each against its own converged picture", EqualErrorBenchmark.Run),
    new("paths", "the tracer: paths and rays a core-second on a scene", PathsBenchmark.Run),
    new("rays", "rays a second, closest and any hit, coherent and incoherent, 10⁵ to 10⁷ triangles, beside Embree where it is installed; build time, bytes a triangle", RaysBenchmark.Run),
    new("watertight", "rays from inside closed meshes, at random and at edges and vertices: how many leak out (none should); 10⁸ unless --rays says otherwise", WatertightBenchmark.Run),
    new("memory", "files of 10⁶ and 10⁷ triangles, each in a process of its own: time to the first pixel, bytes a triangle, peak memory", MemoryBenchmark.Run),
    new("calibrate", "work coefficients from this machine: processor time of tiles against what they count, on the benchmark and the scenes given", CalibrationBenchmark.Run),
    new("adaptive", "noise targets beside fixed samples: error against rays on scenes, and what a pilot foretells", AdaptiveBenchmark.Run),
    new("denoise", "the denoiser: error against a converged picture before and after, and what it takes", DenoiseBenchmark.Run),
    new("fuzz", "damaged files of every kind, in processes of their own: each must end in pixels or in a typed fault", FuzzBenchmark.Run),
    new("chunks", "a scene file of 200 MB edited by 1 %: bytes that travel again, to the coordinator and to a node; cutting beside SHA-256 and a file copy", ChunksBenchmark.Run),
    new("gpu", "a GPU: rays/s, frames and limits, beside the same tracer by hand in CUDA C++ where nvcc is installed", GpuBenchmark.Run),
    new("statistical", "statistical mode: false alarms among honest renderings, and how many of each kind of forgery are found", StatisticalBenchmark.Run),
];

if (benchmarks.FirstOrDefault(benchmark => benchmark.Name == args.FirstOrDefault()) is { } chosen)
{
    await chosen.Run(args[1..]);
    return Environment.ExitCode;
}

foreach (var benchmark in benchmarks)
{
    Console.WriteLine($"{benchmark.Name,-12} {benchmark.Summary}");
}

return 2;
