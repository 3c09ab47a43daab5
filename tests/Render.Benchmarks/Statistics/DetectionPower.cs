using System.Globalization;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Benchmarks.Statistics;

/// <summary>How many of some forged results are found, at the policy's rate of false alarms, for each way of forging, scene and sample count.</summary>
internal static class DetectionPower
{
    private const int Width = 96, Height = 64, Rounds = 20;

    private static readonly int[] Samples = [4, 16, 64];

    private static readonly (string Name, Func<Scenery, Picture> Forge)[] Ways =
    [
        ("honest", static s => s.Honest(1)),
        ("half the samples", static s => s.Honest(2).Scaled(2)),
        ("a quarter of the samples", static s => s.Honest(4).Scaled(4)),
        ("denoised: box 3×3", static s => s.Honest(1).Box(1)),
        ("denoised: half-way to box 3×3", static s => s.Honest(1).Mixed(s.Honest(1).Box(1), 0.5)),
        ("1/4 samples, box 3×3", static s => s.Honest(4).Scaled(4).Box(1)),
        ("1/4 samples, as noisy as honest", static s => s.Honest(4).Scaled(4).Mixed(s.Honest(4).Scaled(4).Box(1), 0.55)),
        ("1/4 samples, à-trous 4 levels", static s => s.Honest(4).Scaled(4).Wavelet(4)),
        ("1/4 samples, non-local means", static s => s.Honest(4).Scaled(4).NonLocalMeans()),
        ("blank", static s => s.Honest(1).Scaled(0)),
        ("an older frame", static s => s.Old),
        ("another scene", static s => s.Other),
        ("bias 1 %", static s => s.Honest(1).Scaled(1.01)),
        ("bias 2 %", static s => s.Honest(1).Scaled(1.02)),
        ("bias 5 %", static s => s.Honest(1).Scaled(1.05)),
        ("bias 10 %", static s => s.Honest(1).Scaled(1.10)),
        ("blank, 5 % of blocks", static s => s.Honest(1).Forged(s.Honest(1).Scaled(0), 0.05)),
        ("à-trous, 5 % of blocks", static s => s.Honest(1).Forged(s.Honest(4).Scaled(4).Wavelet(4), 0.05)),
        ("box 3×3, 25 % of blocks", static s => s.Honest(1).Forged(s.Honest(1).Box(1), 0.25)),
    ];

    internal static void Measure(IReadOnlyList<StatisticalScene> scenes)
    {
        var policy = new StatisticalPolicy();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"found of {Rounds} forgeries, in %, {Width}×{Height} pixels, α {policy.FalseAlarmPpm / 1e6:0.######}; columns: {string.Join(", ", scenes.Select(s => s.Name))} at {string.Join(", ", Samples)} samples each"));
        var found = new int[Ways.Length, scenes.Count * Samples.Length];
        for (var column = 0; column < scenes.Count * Samples.Length; column++)
        {
            var (scene, samples) = (scenes[column / Samples.Length], Samples[column % Samples.Length]);
            var other = scenes[((column / Samples.Length) + 1) % scenes.Count];
            for (var round = 0; round < Rounds; round++)
            {
                var scenery = new Scenery(scene, other, samples, round);
                for (var way = 0; way < Ways.Length; way++)
                    if (Picture.Compare(Ways[way].Forge(scenery), scenery.Replica).Find(policy.FalseAlarmPpm) != StatisticalFinding.None)
                        found[way, column]++;
            }
        }

        for (var way = 0; way < Ways.Length; way++)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {Ways[way].Name,-34}{string.Concat(Enumerable.Range(0, scenes.Count * Samples.Length).Select(c => string.Create(CultureInfo.InvariantCulture, $"{(c % Samples.Length == 0 ? " |" : "")}{found[way, c] * 100 / Rounds,5}")))}"));
    }

    /// <summary>What is traced in a round; each once, and by samples of its own.</summary>
    private sealed class Scenery(StatisticalScene scene, StatisticalScene other, int samples, int round)
    {
        private readonly Dictionary<int, Picture> _honest = [];

        internal Picture Replica { get; } = scene.Trace(Width, Height, 2 * round * samples, samples);

        /// <summary>A still scene's frame before is the same picture moved by three pixels.</summary>
        internal Picture Old => scene.Old is not null
            ? scene.Trace(Width, Height, ((2 * round) + 1) * samples, samples, old: true)
            : Moved(Honest(1));

        internal Picture Other => other.Trace(Width, Height, ((2 * round) + 1) * samples, samples);

        internal Picture Honest(int fraction)
        {
            if (!_honest.TryGetValue(fraction, out var picture))
                _honest.Add(fraction, picture = scene.Trace(Width, Height, ((2 * round) + 1) * samples, samples / fraction));
            return picture;
        }

        private static Picture Moved(Picture picture) => picture.Filtered((x, y, c) => picture.At(x + 3, y, c));
    }
}
