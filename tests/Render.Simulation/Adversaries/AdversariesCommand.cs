using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Simulation.Adversaries;

/// <summary><c>simulate adversaries</c>: campaigns of many runs, each strategy against the honest network.</summary>
internal static class AdversariesCommand
{
    /// <summary>How findings are written.</summary>
    public static JsonSerializerOptions Json { get; } = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var strategies = new Option<string[]>("--strategy") { Description = "Only these strategies.", AllowMultipleArgumentsPerToken = true };
        var jobsPerCell = new Option<int>("--jobs-per-cell") { Description = "Jobs that each strategy meets in the whole network; 0: only the rules.", DefaultValueFactory = _ => 8 };
        var trials = new Option<int>("--trials") { Description = "Trials of each question that the rules alone answer; 0: none.", DefaultValueFactory = _ => 1_000 };
        var forged = new Option<double[]>("--forged") { Description = "Only these forged fractions, among the trials.", AllowMultipleArgumentsPerToken = true };
        var honest = new Option<long>("--honest-tasks") { Description = "Honest tasks judged by the rules alone.", DefaultValueFactory = _ => 100_000 };
        var from = new Option<ulong>("--from") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var json = new Option<string?>("--json") { Description = "Write the findings to this file." };
        var figures = new Option<string?>("--figures") { Description = "Write the figures into this folder." };
        var draw = new Option<string?>("--draw") { Description = "Measure nothing: draw figures and the table from findings that --json wrote." };
        var processes = new Option<int>("--jobs") { Description = "Processes at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var cells = new Option<string[]>("--cell") { Hidden = true };
        var share = new Option<int>("--share") { Hidden = true, DefaultValueFactory = _ => -1 };
        var shares = new Option<int>("--shares") { Hidden = true, DefaultValueFactory = _ => 1 };
        var done = new Option<int>("--done") { Hidden = true };
        var command = new Command("adversaries", "Measures what strategies of cheating come to: detection, exclusion, profit, harm.")
        {
            strategies, jobsPerCell, trials, forged, honest, from, json, figures, draw, processes, cells, share, shares, done,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(draw) is { } drawn)
            {
                var known = JsonSerializer.Deserialize<Findings>(await File.ReadAllTextAsync(drawn, cancellation), Json)!;
                if (parsed.GetValue(figures) is { } into)
                    TrustFigures.Write(known, into);
                Console.WriteLine(Table.Of(known, TimeSpan.Zero));
                return known.IsSound ? 0 : 1;
            }

            var chosen = Choose(parsed.GetValue(strategies) ?? [], parsed.GetValue(cells) ?? []);
            if (chosen.Count == 0)
            {
                await Console.Error.WriteLineAsync($"There is no such strategy. There are: {string.Join(", ", Cells.All.Select(cell => cell.Strategy).Distinct())}.");
                return 2;
            }

            var campaign = new Campaign(chosen, parsed.GetValue(jobsPerCell), parsed.GetValue(from));
            if (parsed.GetValue(share) is >= 0 and var mine)
            {
                await foreach (var run in campaign.RunShare(mine, parsed.GetValue(shares), parsed.GetValue(done)))
                    Console.WriteLine(JsonSerializer.Serialize(run));
                return 0;
            }

            var began = Stopwatch.GetTimestamp();
            var runs = await campaign.Run(parsed.GetValue(processes), Tell, cancellation);
            var fractions = parsed.GetValue(forged) is { Length: > 0 } only ? only : [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.5];
            var findings = Findings.Of(chosen, runs, parsed.GetValue(trials), fractions, parsed.GetValue(honest), parsed.GetValue(from));
            if (parsed.GetValue(json) is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(findings, Json) + "\n", cancellation);
            if (parsed.GetValue(figures) is { } folder)
                TrustFigures.Write(findings, folder);
            Console.WriteLine(Table.Of(findings, Stopwatch.GetElapsedTime(began)));
            return findings.IsSound ? 0 : 1;
        });
        return command;
    }

    private static List<Cell> Choose(string[] strategies, string[] cells) =>
    [
        .. Cells.All.Where(cell => (strategies.Length == 0 || strategies.Contains(cell.Strategy) || strategies.Contains(cell.Name)) && (cells.Length == 0 || cells.Contains(cell.Name))),
    ];

    private static void Tell(CampaignRun run) => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{run.Cell,-18} seed {run.Seed,4}  {run.Tasks,4} tasks  {run.RealSeconds,5:0.0} s  {run.Failure}"));
}
