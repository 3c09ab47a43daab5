using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>What an engine is to render.</summary>
/// <param name="Task">Frame, region, samples, package.</param>
/// <param name="Settings">How.</param>
/// <param name="Files">The scene package's files.</param>
/// <param name="Blocks">Which blocks of the region, ascending, distinct, at least one.</param>
public sealed record EngineTask(TaskSpec Task, RenderSettings Settings, IReadOnlyList<AssignedFile> Files, IReadOnlyList<int> Blocks)
{
    /// <summary>Whether they are what is left of a task whose other blocks are rendered already.</summary>
    public bool IsRest { get; init; }
}
