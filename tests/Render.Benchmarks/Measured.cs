using System.Diagnostics;

namespace Render.Benchmarks;

/// <summary>What a piece of work took. On a busy machine the processor time is the figure to trust.</summary>
/// <param name="What">What was done.</param>
/// <param name="Count">How often.</param>
/// <param name="Wall">Elapsed time.</param>
/// <param name="Processor">User and system time of this process, all cores.</param>
internal sealed record Measured(string What, long Count, TimeSpan Wall, TimeSpan Processor)
{
    public double PerSecond => Count / Wall.TotalSeconds;

    public static async Task<Measured> Of(string what, long count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await work();
        var wall = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        return new Measured(what, count, wall, process.TotalProcessorTime - processor);
    }

    public Measured Print()
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{What,-52} {PerSecond,10:N0} /s   {Processor.TotalMicroseconds / Count,7:N1} µs of processor each   ({Count:N0} in {Wall.TotalSeconds:N2} s)"));
        return this;
    }
}
