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
    /// <param name="share">Which, from 0.</param>
    /// <param name="of">How many shares there are.</param>
    /// <param name="done">Runs of it that are done already.</param>
    public async IAsyncEnumerable<CampaignRun> RunShare(int share, int of, int done)
    {
        foreach (var (cell, seed) in Share(share, of).Skip(done))
            yield return await Run(cell, seed);
    }

    /// <summary>Runs everything in processes of their own. One that is lost is started again with the run that it was in.</summary>
    /// <exception cref="InvalidOperationException">A process was lost twice in the same run.</exception>
    public async Task<IReadOnlyList<CampaignRun>> Run(int processes, Action<CampaignRun> done, CancellationToken cancellationToken)
    {
        if (Plan.Count == 0)
            return [];
        processes = Math.Clamp(processes, 1, Plan.Count);
        var runs = await Task.WhenAll(Enumerable.Range(0, processes).Select(async share =>
        {
            var planned = Share(share, processes).ToList();
            var mine = new List<CampaignRun>();
            for (var stuck = -1; mine.Count < planned.Count;)
            {
                var (before, code) = (mine.Count, await Continue(share, processes, mine, done, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                if (mine.Count == planned.Count)
                    break;
                var (cell, seed) = planned[mine.Count];
                if (mine.Count == before && stuck == before)
                    throw new InvalidOperationException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"The process of share {share + 1} of {processes} was lost twice (exit code {code}) in {cell.Name}, seed {seed}. Run that alone: ./render simulate adversaries --strategy {cell.Name} --from {seed} --jobs-per-cell 1"));
                stuck = mine.Count;
            }

            return mine;
        }));
        return [.. runs.SelectMany(mine => mine)];
    }

    /// <summary>Runs what is left of a share in a process.</summary>
    /// <returns>Its exit code.</returns>
    private Task<int> Continue(int share, int of, List<CampaignRun> runs, Action<CampaignRun> done, CancellationToken cancellationToken)
    {
        string[] own =
        [
            "adversaries", "--jobs-per-cell", Text(JobsPerCell), "--from", From.ToString(CultureInfo.InvariantCulture),
            "--share", Text(share), "--shares", Text(of), "--done", Text(runs.Count),
            .. Cells.SelectMany(cell => new[] { "--cell", cell.Name }),
        ];
        return Batch.RunSelf(
            own,
            line =>
            {
                // Where it was killed in the midst of a line, that run is done again.
                if (!line.EndsWith('}'))
                    return;
                runs.Add(JsonSerializer.Deserialize<CampaignRun>(line)!);
                done(runs[^1]);
            },
            cancellationToken);
    }

    private IEnumerable<(Cell Cell, ulong Seed)> Share(int share, int of) => Plan.Where((_, i) => i % of == share);

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
