namespace Render.Benchmarks;

/// <summary>Something that can be measured by name.</summary>
/// <param name="Name">The first argument.</param>
/// <param name="Summary">What it measures.</param>
/// <param name="Run">Measures, with the further arguments, and prints.</param>
internal sealed record Benchmark(string Name, string Summary, Func<string[], Task> Run);
