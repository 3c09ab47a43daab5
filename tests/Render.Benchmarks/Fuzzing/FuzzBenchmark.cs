using System.Diagnostics;
using System.Globalization;

namespace Render.Benchmarks.Fuzzing;

/// <summary>Damages files and tries them in processes of their own, so that a crash, a hang or too much memory is found, named, and gone on from.</summary>
internal static class FuzzBenchmark
{
    private const string Usage = "fuzz [--count N] [--seed S] [--children N] [FILE…]";

    /// <summary>Processor time without a result that counts as a hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static async Task Run(string[] args)
    {
        if (args.FirstOrDefault() == FuzzChild.Word)
        {
            FuzzChild.Run(args[1..]);
            return;
        }
        if (args.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return;
        }
        var count = uint.Parse(Option(args, "--count", "100000"), CultureInfo.InvariantCulture);
        var seed = uint.Parse(Option(args, "--seed", "0"), CultureInfo.InvariantCulture);
        var children = uint.Parse(Option(args, "--children", "2"), CultureInfo.InvariantCulture);
        string[] files = [.. args.Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal) && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal)))];
        var tally = new FuzzTally();
        await Task.WhenAll(Enumerable.Range(0, (int)children).Select(child =>
            Task.Run(() => RunRange(seed + count * (uint)child / children, seed + count * (uint)(child + 1) / children, files, tally))));
        tally.Print();
        Environment.ExitCode = tally.Faults == 0 ? 0 : 1;
    }

    private static async Task RunRange(uint from, uint to, string[] files, FuzzTally tally)
    {
        while (from < to)
            from = await RunChild(from, to, files, tally) + 1;
    }

    /// <summary>Lets a child try numbers until it is done or has to be given up.</summary>
    /// <returns>The last number that is dealt with.</returns>
    private static async Task<uint> RunChild(uint from, uint to, string[] files, FuzzTally tally)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FuzzBenchmark).Assembly.Location);
        foreach (var argument in (string[])["fuzz", FuzzChild.Word, Text(from), Text(to), .. files])
            start.ArgumentList.Add(argument);
        // 2 GiB: what does not fit ends in an exception that no reader expects.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var (last, spent) = (from, TimeSpan.Zero);
        var line = child.StandardOutput.ReadLineAsync();
        while (true)
        {
            if (await Task.WhenAny(line, Task.Delay(500)) != line)
            {
                child.Refresh();
                if (child.HasExited || child.TotalProcessorTime - spent < Patience)
                    continue;
                child.Kill();
                tally.Add(last, "HANG", "no result after 10 s of processor time");
                return last;
            }
            if (await line is not { } text)
                break;
            line = child.StandardOutput.ReadLineAsync();
            // "number", before it is tried; "number outcome"; "number ! exception".
            var words = text.Split(' ', 3);
            last = uint.Parse(words[0], CultureInfo.InvariantCulture);
            if (words.Length > 1)
                tally.Add(last, words[1], words.Length > 2 ? words[2] : "");
            if (!child.HasExited)
                spent = child.TotalProcessorTime;
        }
        await child.WaitForExitAsync();
        if (child.ExitCode == 0)
            return to;
        tally.Add(last, "CRASH", (await errors).Split('\n').FirstOrDefault() ?? "");
        return last;
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;
}
