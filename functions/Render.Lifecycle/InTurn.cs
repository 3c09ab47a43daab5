using System.Runtime.ExceptionServices;
using Render.Lifecycle.Ports;

namespace Render.Lifecycle;

/// <summary>
/// Does what was taken out of a queue one after the other. One that cannot be done keeps none of the others from it; where the storage does not answer, none can be. What was not done is given back.
/// </summary>
internal static class InTurn
{
    /// <summary>Does them, and throws what the first that failed threw, once all were tried.</summary>
    /// <param name="taken">What was taken, in order.</param>
    /// <param name="step">Does one.</param>
    /// <param name="giveBack">Puts what is left back; called in any case.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> Do<T>(IReadOnlyList<T> taken, Func<T, Task> step, Action<IEnumerable<T>> giveBack)
    {
        var (tried, failed, first) = (0, new List<T>(), default(ExceptionDispatchInfo));
        try
        {
            for (; tried < taken.Count; tried++)
                try
                {
                    await step(taken[tried]);
                }
                catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException))
                {
                    failed.Add(taken[tried]);
                    first ??= ExceptionDispatchInfo.Capture(e);
                }
        }
        finally
        {
            giveBack(failed.Concat(taken.Skip(tried)));
        }

        first?.Throw();
        return taken.Count;
    }

    /// <summary>Takes steps one after the other, all of them even where one fails; then throws what the first of those threw.</summary>
    public static Task Do(params IReadOnlyList<Func<Task>> steps) => Do(steps, static step => step(), static _ => { });
}
