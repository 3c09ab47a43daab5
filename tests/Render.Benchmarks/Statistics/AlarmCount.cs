using System.Globalization;
using Render.Network.Proof;

namespace Render.Benchmarks.Statistics;

/// <summary>Alarms at several rates that policy could ask for.</summary>
internal sealed class AlarmCount
{
    private static readonly int[] Rates = [100_000, 10_000, 1_000, 100, 1];

    private readonly int[] _alarms = new int[Rates.Length];
    private int _comparisons;

    internal void Add(StatisticalTest test)
    {
        _comparisons++;
        for (var i = 0; i < Rates.Length; i++)
            if (test.Find(Rates[i]) != StatisticalFinding.None)
                _alarms[i]++;
    }

    internal void Add(AlarmCount other)
    {
        _comparisons += other._comparisons;
        for (var i = 0; i < Rates.Length; i++) _alarms[i] += other._alarms[i];
    }

    internal void Print(string what) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {what,-28}{_comparisons,9:N0} comparisons   {string.Join("   ", Rates.Select((rate, i) => string.Create(CultureInfo.InvariantCulture, $"α {rate / 1e6:0.######}: {_alarms[i]}")))}"));
}
