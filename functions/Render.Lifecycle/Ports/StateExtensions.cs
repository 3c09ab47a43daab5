using System.Runtime.CompilerServices;

namespace Render.Lifecycle.Ports;

/// <summary>Shorter ways to say what <see cref="IState"/> does.</summary>
public static class StateExtensions
{
    /// <summary>All documents of a partition, page by page, ordered by row.</summary>
    public static IAsyncEnumerable<StateDocument<T>> All<T>(this IState state, string partition, CancellationToken cancellationToken = default) =>
        state.All<T>(partition, null, null, cancellationToken);

    /// <summary>All documents of a range of a partition, bounded as <see cref="IState.Query"/> bounds it, page by page, ordered by row.</summary>
    public static async IAsyncEnumerable<StateDocument<T>> All<T>(
        this IState state, string partition, string? from, string? to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        do
        {
            var page = await state.Query<T>(partition, from, to, continuation: continuation, cancellationToken: cancellationToken);
            foreach (var document in page.Documents)
                yield return document;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
