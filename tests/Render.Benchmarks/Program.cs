using Render.Benchmarks;
using Render.Benchmarks.Engine;

Benchmark[] benchmarks =
[
    new("engine", "durable workflows: activity completions/s and events/s beside SQLite's own limit", EngineBenchmark.Run),
    new("sqlite", "SQLite at synchronous=FULL: commits/s alone, and writes/s with group commit", SqliteBenchmark.Run),
];

if (benchmarks.FirstOrDefault(benchmark => benchmark.Name == args.FirstOrDefault()) is { } chosen)
{
    await chosen.Run(args[1..]);
    return 0;
}

foreach (var benchmark in benchmarks)
{
    Console.WriteLine($"{benchmark.Name,-10} {benchmark.Summary}");
}

return 2;
