namespace Render.Chain.Settlement;

/// <summary>Runs steps beside each other, so that their transactions share blocks.</summary>
internal static class Together
{
    /// <summary>So many transactions of one key wait in a node's pool at a time; nodes hold back more than 64.</summary>
    private const int Width = 16;

    /// <summary>Runs a step for each item; ends when all have ended, or with the first failure.</summary>
    public static Task Run<T>(IEnumerable<T> items, Func<T, Task> step) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Width }, async (item, _) => await step(item));
}
