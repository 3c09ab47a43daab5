using FsCheck.Xunit;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;

namespace Render.Local.Tests.Durable;

/// <summary>Random workflows against plain arithmetic, kept in memory, replayed before each turn, and across restarts.</summary>
public sealed class RandomProgramTests
{
    public sealed record Program(int[] Steps, long Value);

    private static long Act(long value) => unchecked((value * 31) + 7);

    /// <summary>What the program comes to, without an engine.</summary>
    private static long Model(Program program)
    {
        var value = program.Value;
        foreach (var step in program.Steps)
        {
            value = (step % 7) switch
            {
                0 => Act(value),
                1 => unchecked(Enumerable.Range(0, 5).Sum(i => Act(value + i) % 1_000)),
                2 => Act(Act(value)) ^ 5,
                3 => unchecked(value + step),
                _ => value,
            };
        }

        return value;
    }

    private static async Task<long> Run(IWorkflowContext context, Program program)
    {
        var value = program.Value;
        for (var i = 0; i < program.Steps.Length; i++)
        {
            var step = program.Steps[i];
            switch (step % 7)
            {
                case 0:
                    value = await context.CallActivity<long, long>("act", value);
                    break;
                case 1:
                    value = (await Task.WhenAll(Enumerable.Range(0, 5).Select(k => context.CallActivity<long, long>("act", value + k)))).Sum(result => result % 1_000);
                    break;
                case 2:
                    value = await context.CallSubWorkflow<long, long>("sub", value);
                    break;
                case 3:
                    value = unchecked(value + await context.WaitForEvent<int>($"step {step}", TimeSpan.FromDays(1)));
                    break;
                case 4:
                    await context.CreateTimer(context.Now);
                    break;
                case 5:
                    context.SetStatus(context.NewGuid());
                    break;
                default:
                    context.ContinueAsNew(new Program(program.Steps[(i + 1)..], value));
                    return 0;
            }
        }

        return value;
    }

    private static WorkflowCatalog Catalog() => new WorkflowCatalog()
        .AddWorkflow<Program, long>("main", Run)
        .AddWorkflow("sub", async (IWorkflowContext context, long value) =>
            await context.CallActivity<long, long>("act", await context.CallActivity<long, long>("act", value)) ^ 5)
        .AddActivity("act", (ActivityContext _, long value, CancellationToken _) => Task.FromResult(Act(value)));

    [Property(MaxTest = 30)]
    public async Task RandomProgram_AnyMemory_ComesToTheModelsResult(byte[] steps, long value, byte resident, byte restartAfter)
    {
        var program = new Program([.. steps.Select(step => (int)step)], value);
        await using var host = new DurableHost(Catalog(), new DurableOptions { MaxResident = resident % 3 }).Start();
        await host.Workflows.Start("a", "main", program);
        for (var i = 0; i < steps.Length; i++)
        {
            if (i == restartAfter % 16)
            {
                await host.Restart();
            }

            if (steps[i] % 7 == 3)
            {
                await host.Workflows.RaiseEvent("a", $"step {steps[i]}", (int)steps[i], $"k{i}");
            }
        }

        var status = await host.Workflows.WaitForCompletion("a").Guarded();
        Assert.Equal(WorkflowState.Completed, status.State);
        Assert.Equal(Model(program), status.ReadOutput<long>());
    }
}
