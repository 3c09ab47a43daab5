using System.Runtime.CompilerServices;

namespace Render.Lifecycle.Ports;

/// <summary>Shorter ways to say what <see cref="IState"/> does.</summary>
public static class StateExtensions
{
    /// <summary>All documents of a range of a partition, page by page, ordered by row.</summary>
    public static async IAsyncEnumerable<StateDocument<T>> All<T>(
        this IState state, string partition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        do
        {
            var page = await state.Query<T>(partition, continuation: continuation, cancellationToken: cancellationToken);
            foreach (var document in page.Documents)
                yield return document;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
