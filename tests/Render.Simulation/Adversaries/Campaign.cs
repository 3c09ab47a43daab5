using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Render.Simulation.Adversaries;

/// <summary>Runs cells, each with its honest twins, in several processes.</summary>
/// <param name="Cells">What to measure; the twins are added.</param>
/// <param name="JobsPerCell">Jobs in each cell, rounded up to whole runs.</param>
/// <param name="From">The first seed.</param>
internal sealed record Campaign(IReadOnlyList<Cell> Cells, int JobsPerCell, ulong From)
{
    private IReadOnlyList<(Cell Cell, ulong Seed)> Plan =>
    [
        .. Cells.Concat(Cells.Select(Adversaries.Cells.TwinOf)).Distinct()
            .SelectMany(cell => Enumerable.Range(0, (JobsPerCell + cell.Shape.Jobs - 1) / cell.Shape.Jobs).Select(i => (cell, From + (ulong)i)))
            .OrderBy(run => run.Item2).ThenBy(run => run.cell.Name, StringComparer.Ordinal),
    ];

    /// <summary>Runs a share of the plan here: every n-th run from a number on.</summary>
    public async IAsyncEnumerable<CampaignRun> RunShare(int share, int of)
    {
        var plan = Plan;
        for (var i = share; i < plan.Count; i += of)
            yield return await Run(plan[i].Cell, plan[i].Seed);
    }

    /// <summary>Runs everything in processes of their own.</summary>
    public async Task<IReadOnlyList<CampaignRun>> Run(int processes, Action<CampaignRun> done, CancellationToken cancellationToken)
    {
        if (Plan.Count == 0)
            return [];
        processes = Math.Clamp(processes, 1, Plan.Count);
        var runs = await Task.WhenAll(Enumerable.Range(0, processes).Select(async share =>
        {
            var (program, arguments) = Batch.Self();
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
            string[] own =
            [
                .. arguments, "adversaries", "--jobs-per-cell", Text(JobsPerCell), "--from", From.ToString(CultureInfo.InvariantCulture), "--share", Text(share), "--shares", Text(processes),
                .. Cells.SelectMany(cell => new[] { "--cell", cell.Name }),
            ];
            foreach (var argument in own)
                start.ArgumentList.Add(argument);
            using var child = Process.Start(start)!;
            await using var stop = cancellationToken.Register(() => child.Kill());
            var mine = new List<CampaignRun>();
            while (await child.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            {
                mine.Add(JsonSerializer.Deserialize<CampaignRun>(line)!);
                done(mine[^1]);
            }

            await child.WaitForExitAsync(CancellationToken.None);
            return mine;
        }));
        return [.. runs.SelectMany(mine => mine)];
    }

    /// <summary>One run.</summary>
    public static async Task<CampaignRun> Run(Cell cell, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var world = new World(CampaignScenario.Of(cell, seed));
        await world.Run();
        return Measurement.Of(world, cell, seed, Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
