using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Worker.Adversaries;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Adversaries;

public sealed class ForgingEngineTests
{
    private readonly ScriptedEngine honest = new();

    [Fact]
    public void Forges_OverManyBlocks_TakesItsFraction()
    {
        var forged = Enumerable.Range(0, 20_000).Count(block => ForgingEngine.Forges("job-1/task", block, 0.3));
        Assert.InRange(forged, 5_700, 6_300);
    }

    [Fact]
    public async Task Render_WholeTask_ForgesExactlyTheChosenBlocks()
    {
        var task = Whole();
        var truth = await honest.Render(task, new Progress<RenderedBlock>(), default);
        var result = await new ForgingEngine(honest, 0.5).Render(task, new Progress<RenderedBlock>(), default);
        var name = task.Task.Id.ToString();
        for (var block = 0; block < task.Blocks.Count; block++)
        {
            var same = truth.Blocks[block].Sums.SequenceEqual(result.Blocks[block].Sums);
            Assert.Equal(!ForgingEngine.Forges(name, block, 0.5), same);
        }

        Assert.Contains(Enumerable.Range(0, task.Blocks.Count), block => ForgingEngine.Forges(name, block, 0.5));
    }

    [Fact]
    public async Task Render_Twice_ForgesTheSame()
    {
        var first = await new ForgingEngine(honest, 0.5).Render(Whole(), new Progress<RenderedBlock>(), default);
        var second = await new ForgingEngine(honest, 0.5).Render(Whole(), new Progress<RenderedBlock>(), default);
        Assert.Equal(first.Blocks.SelectMany(block => block.Sums), second.Blocks.SelectMany(block => block.Sums));
    }

    [Fact]
    public async Task Render_Everything_StillGivesAWellFormedResult()
    {
        var task = Whole();
        var result = await new ForgingEngine(honest, 1).Render(task, new Progress<RenderedBlock>(), default);
        var file = ResultFile.Create(new ResultHeader(task.Task.Id.Region, 0, task.Task.Id.Samples), (block, sums) =>
        {
            result.Blocks[block].Sums.CopyTo(sums);
            return (result.Blocks[block].Rays, result.Blocks[block].Invalid);
        });
        Assert.Equal(task.Blocks.Count, file.Blocks);
        Assert.All(result.Blocks, block => Assert.True(block.Rays > 0));
    }

    [Fact]
    public async Task Render_SomeBlocksAsAuditor_TellsTheTruth()
    {
        var task = Whole() with { Blocks = [0, 1, 2, 3, 4, 5, 6] };
        var truth = await honest.Render(task, new Progress<RenderedBlock>(), default);
        var result = await new ForgingEngine(honest, 1).Render(task, new Progress<RenderedBlock>(), default);
        Assert.Equal(truth.Blocks.SelectMany(block => block.Sums), result.Blocks.SelectMany(block => block.Sums));
    }

    private static EngineTask Whole()
    {
        var work = Assignments.Render();
        var id = work.Task.Id with { Region = new PixelRegion(0, 0, 64, 40) };
        return new EngineTask(work.Task with { Id = id }, work.Settings, work.Files, [.. Enumerable.Range(0, id.Region.Blocks)]);
    }
}
