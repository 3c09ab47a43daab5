namespace Render.Benchmarks.Fuzzing;

/// <summary>What became of damaged files. Safe from any thread.</summary>
internal sealed class FuzzTally
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);

    /// <summary>How many ended in neither pixels nor a typed fault.</summary>
    public int Faults { get; private set; }

    /// <summary>Counts an outcome, and tells of those that must not be.</summary>
    /// <param name="number">The damaged file's number.</param>
    /// <param name="outcome">"fine", a fault's code, "!" for an exception, "HANG" or "CRASH".</param>
    /// <param name="what">More of it.</param>
    public void Add(uint number, string outcome, string what)
    {
        lock (gate)
        {
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            if (outcome is not ("!" or "HANG" or "CRASH"))
                return;
            Faults++;
            Console.WriteLine($"{number} {outcome} {what}");
        }
    }

    /// <summary>Prints all counts.</summary>
    public void Print()
    {
        foreach (var (outcome, count) in outcomes)
            Console.WriteLine($"{count,9:N0}  {outcome}");
        Console.WriteLine($"{outcomes.Values.Sum(),9:N0}  in all; {Faults:N0} ended as none may");
    }
}
