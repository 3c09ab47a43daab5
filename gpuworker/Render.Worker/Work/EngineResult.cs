namespace Render.Worker.Work;

/// <summary>What an engine rendered.</summary>
/// <param name="Blocks">The blocks asked for, in their order.</param>
/// <param name="LoadTime">Wall time of loading and preparing the scene; zero where it was held.</param>
/// <param name="TraceTime">Wall time of tracing.</param>
/// <param name="Notices">What the log should say.</param>
public sealed record EngineResult(IReadOnlyList<BlockResult> Blocks, TimeSpan LoadTime, TimeSpan TraceTime, IReadOnlyList<string> Notices);

/// <summary>One rendered block.</summary>
/// <param name="Block">Its number in the task's region.</param>
/// <param name="Sums">Per pixel, row by row: red, green, blue sums in units of 2⁻²⁴.</param>
/// <param name="Rays">Rays traced.</param>
/// <param name="Invalid">Samples that were not finite.</param>
public sealed record BlockResult(int Block, long[] Sums, ulong Rays, ulong Invalid);
