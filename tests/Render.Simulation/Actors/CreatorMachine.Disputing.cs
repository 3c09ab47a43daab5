using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Machine;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors;

/// <content>What it does not believe: it disputes results by results of its own, right ones and others.</content>
internal sealed partial class CreatorMachine
{
    private const int MostClaims = 6;

    private readonly SeededStream doubts = new(world.Simulator.Seed, $"{name} disputes");
    private readonly HashSet<TaskId> seen = [];

    /// <summary>Looks at what was accepted since it last looked.</summary>
    private async Task Doubt(JobId job, DisputePlan disputes)
    {
        var listed = await Ask(life => life.Creators.Tasks(job, null, 100, CancellationToken.None));
        foreach (var task in listed.Value!.Where(task => task.State == TaskState.Accepted).Select(task => task.Task))
        {
            if (seen.Count == MostClaims)
                return;
            if (!seen.Add(task))
                continue;
            if (disputes.Looks && !doubts.Chance(0.1) && await Claim(task, Truth(task), disputes))
                continue;
            if (doubts.Chance(disputes.Baseless))
                await Claim(task, Fiction(task), disputes);
        }
    }

    /// <summary>Waits until all that it disputes is decided.</summary>
    private async Task Hear()
    {
        while (await world.Coordinator.TryAsk(process, life => life.Creators.Disputes(CancellationToken.None), Patience) is not { } all
            || all.Any(dispute => dispute.Creator == creator && dispute.State != DisputeState.Decided))
            await Sleep(doubts.Exponential(TimeSpan.FromSeconds(10)));
    }

    /// <summary>Claims that a task's result is another one.</summary>
    /// <returns>Whether it is disputed now, as far as the creator knows.</returns>
    private async Task<bool> Claim(TaskId task, ResultFile claim, DisputePlan disputes)
    {
        var answer = disputes.Insists ? await Ask(Send) : await world.Coordinator.TryAsk(process, Send, Patience);
        world.Note(name, $"disputes {task}: {answer?.Refusal?.Detail ?? answer?.Value?.State.ToString() ?? "no answer"}");
        return answer?.IsRefused != true;

        async Task<Outcome<DisputeView>> Send(CoordinatorLife life)
        {
            using var content = new MemoryStream(claim.Content.ToArray());
            return await life.Creators.Dispute(task, content, CancellationToken.None);
        }
    }

    private ResultFile Truth(TaskId task) => SyntheticScene.Result(Spec(task));

    /// <summary>What is nobody's result: a block is blank that is not, or all are smoothed.</summary>
    private ResultFile Fiction(TaskId task)
    {
        var (spec, blank) = (Spec(task), doubts.Below(task.Region.Blocks));
        return doubts.Chance(0.7)
            ? SyntheticScene.Result(spec, block => block.Block == blank ? Forgeries.Blank(block) : block)
            : SyntheticScene.Result(spec, block => Forgeries.Denoised(spec, block));
    }

    private TaskSpec Spec(TaskId task) => new(task, default, package, default, [], default);
}
