namespace Render.Worker.Work;

/// <summary>What an engine rendered.</summary>
/// <param name="Blocks">The blocks asked for, in their order.</param>
/// <param name="LoadTime">Wall time of loading and preparing the scene; zero where it was held.</param>
/// <param name="TraceTime">Wall time of tracing.</param>
/// <param name="Notices">What the log should say.</param>
public sealed record EngineResult(IReadOnlyList<RenderedBlock> Blocks, TimeSpan LoadTime, TimeSpan TraceTime, IReadOnlyList<string> Notices);
