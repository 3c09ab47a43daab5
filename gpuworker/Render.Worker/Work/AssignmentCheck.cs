using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Tracing.Packages;

namespace Render.Worker.Work;

/// <summary>Whether an assignment agrees with itself and with the node: a node signs nothing about a task that it cannot name.</summary>
public static class AssignmentCheck
{
    private const int MaxFiles = 10_000;

    /// <summary>What is wrong, in words; null: nothing.</summary>
    /// <param name="work">The assignment.</param>
    /// <param name="network">The network the node joined.</param>
    /// <param name="engine">The node's engine.</param>
    public static string? Find(WorkAssignment work, Digest network, EngineIdentity engine)
    {
        var region = work.Task.Id.Region;
        if (work.NetworkId != network)
            return $"it is of network {work.NetworkId}, not {network}";
        if (work.Settings.ToDigest() != work.Task.Settings)
            return "the settings do not have the digest that the task names";
        if (!EngineNames.Serves(engine.Name, work.Settings.Engine) || work.Settings.EngineBuild != engine.Build)
            return FormattableString.Invariant($"it is for {work.Settings.Engine} build {work.Settings.EngineBuild}; this node runs {engine.Name} build {engine.Build}");
        if (FindInHeader(work) is { } header)
            return header;
        if (region.X + (long)region.Width > work.Settings.Size.Width || region.Y + (long)region.Height > work.Settings.Size.Height)
            return "the region lies outside the picture";
        if (!(work.MaxSeconds > 0))
            return "it gives no time";
        return FindInBlocks(work) ?? FindInFiles(work.Files);
    }

    /// <summary>The blocks to render: those named, or all.</summary>
    public static IReadOnlyList<int> Blocks(WorkAssignment work) => work.Blocks ?? [.. Enumerable.Range(0, work.Task.Id.Region.Blocks)];

    /// <summary>How many blocks it is about.</summary>
    public static int Count(WorkAssignment work) => work.Blocks?.Count ?? work.Task.Id.Region.Blocks;

    private static string? FindInHeader(WorkAssignment work)
    {
        try
        {
            new ResultHeader(work.Task.Id.Region, work.Task.Id.Frame, work.Task.Id.Samples).Validate();
            return null;
        }
        catch (ResultFileException e)
        {
            return e.Message;
        }
    }

    private static string? FindInBlocks(WorkAssignment work)
    {
        if (work.Blocks is not { } blocks)
            return work.Kind == WorkKind.Render ? null : "it names no blocks";
        if (work.Kind == WorkKind.Render)
            return "a task is rendered whole";
        if (blocks.Count == 0)
            return "it names no blocks";
        for (var i = 0; i < blocks.Count; i++)
            if (blocks[i] < 0 || blocks[i] >= work.Task.Id.Region.Blocks || (i > 0 && blocks[i] <= blocks[i - 1]))
                return "its blocks are not ascending numbers of the region";
        return null;
    }

    private static string? FindInFiles(IReadOnlyList<AssignedFile> files)
    {
        if (files.Count is 0 or > MaxFiles)
            return FormattableString.Invariant($"it names {files.Count} files");
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
            if (file.Bytes < 0 || !PackagePath.IsValid(file.Path) || !paths.Add(file.Path))
                return $"its file '{PackagePath.Shorten(file.Path)}' is refused";
        return null;
    }
}
