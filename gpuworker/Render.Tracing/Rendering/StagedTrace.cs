namespace Render.Tracing.Rendering;

/// <summary>Takes many blocks through their stages together, for devices that want many at a time: each stage traces the blocks that are not done.</summary>
public static class StagedTrace
{
    /// <summary>Traces a range of samples of blocks, all of them.</summary>
    /// <param name="blocks">Which blocks.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="done">To be called with the place and the result of each block, from any thread.</param>
    public delegate void Stage(IReadOnlyList<int> blocks, TileSamples samples, Action<int, BlockResult> done);

    /// <summary>Traces blocks until each is done; the bytes are those of each block alone.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="blocks">Which blocks, each once.</param>
    /// <param name="done">Called with the place and the result of each block once it is done, from any thread; null: not wanted.</param>
    /// <param name="trace">Traces a stage; what it throws, this throws.</param>
    /// <returns>One result for each block, in their order.</returns>
    public static IReadOnlyList<BlockResult> Run(
        RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? done, Stage trace)
    {
        BlockStages[] stages = [.. blocks.Select(block => new BlockStages(region.Block(block), samples, settings))];
        int[] open = [.. Enumerable.Range(0, stages.Length)];
        while (open.Length > 0)
        {
            var now = open;
            // All that are open have come equally far.
            trace([.. now.Select(at => blocks[at])], stages[now[0]].Next, (place, result) =>
            {
                var stage = stages[now[place]];
                stage.Add(result.Sums, result.Rays, result.Invalid);
                if (stage.IsDone)
                    done?.Invoke(now[place], stage.Result);
            });
            open = Array.FindAll(now, at => !stages[at].IsDone);
        }
        return Array.ConvertAll(stages, stage => stage.Result);
    }
}
