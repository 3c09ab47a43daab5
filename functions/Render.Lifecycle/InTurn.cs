namespace Render.Lifecycle;

/// <summary>Does what was taken out of a queue one after the other; what was not done is given back, the one that failed among it.</summary>
internal static class InTurn
{
    /// <summary>Does them.</summary>
    /// <param name="taken">What was taken, in order.</param>
    /// <param name="step">Does one.</param>
    /// <param name="giveBack">Puts what is left back; called in any case.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> Do<T>(IReadOnlyList<T> taken, Func<T, Task> step, Action<IEnumerable<T>> giveBack)
    {
        var done = 0;
        try
        {
            for (; done < taken.Count; done++)
                await step(taken[done]);
        }
        finally
        {
            giveBack(taken.Skip(done));
        }

        return taken.Count;
    }
}
