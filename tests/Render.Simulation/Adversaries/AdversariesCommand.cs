using System.CommandLine;
using System.Text.Json;

namespace Render.Simulation.Adversaries;

/// <summary><c>simulate adversaries</c>: campaigns of many runs, each strategy against the honest network.</summary>
internal static class AdversariesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var strategies = new Option<string[]>("--strategy") { Description = "Only these strategies.", AllowMultipleArgumentsPerToken = true };
        var cells = new Option<string[]>("--cell") { Description = "Only these cells.", Hidden = true };
        var jobsPerCell = new Option<int>("--jobs-per-cell") { Description = "Jobs that each strategy meets in the full network.", DefaultValueFactory = _ => 8 };
        var from = new Option<ulong>("--from") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var processes = new Option<int>("--jobs") { Description = "Processes at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var share = new Option<int>("--share") { Hidden = true, DefaultValueFactory = _ => -1 };
        var shares = new Option<int>("--shares") { Hidden = true, DefaultValueFactory = _ => 1 };
        var command = new Command("adversaries", "Measures what strategies of cheating come to: detection, exclusion, profit, harm.") { strategies, cells, jobsPerCell, from, processes, share, shares };
        command.SetAction(async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(strategies) ?? [];
            var only = parsed.GetValue(cells) ?? [];
            var chosen = Cells.All.Where(cell => (names.Length == 0 || names.Contains(cell.Strategy) || names.Contains(cell.Name)) && (only.Length == 0 || only.Contains(cell.Name))).ToList();
            var campaign = new Campaign(chosen, parsed.GetValue(jobsPerCell), parsed.GetValue(from));
            if (parsed.GetValue(share) is >= 0 and var mine)
            {
                await foreach (var run in campaign.RunShare(mine, parsed.GetValue(shares)))
                    Console.WriteLine(JsonSerializer.Serialize(run));
                return 0;
            }

            var runs = await campaign.Run(parsed.GetValue(processes), run => Console.Error.WriteLine($"{run.Cell} {run.Seed}: {run.Tasks} tasks, {run.RealSeconds:0.0} s {run.Failure}"), cancellation);
            foreach (var run in runs)
                Console.WriteLine(JsonSerializer.Serialize(run));
            return runs.Any(run => run.Failure is not null) ? 1 : 0;
        });
        return command;
    }
}
