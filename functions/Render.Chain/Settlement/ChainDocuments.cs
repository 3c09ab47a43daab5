using System.Globalization;
using System.Runtime.CompilerServices;
using Render.Lifecycle.Ports;

namespace Render.Chain.Settlement;

/// <summary>Where the chain stands with the book: documents in one partition.</summary>
internal sealed class ChainDocuments(IState state, long chainId)
{
    private string Partition { get; } = string.Create(CultureInfo.InvariantCulture, $"chain-{chainId}");

    /// <summary>A document; null before it is first written.</summary>
    public async Task<T?> Read<T>(string row, CancellationToken cancellationToken)
        where T : class =>
        (await state.Get<T>(Partition, row, cancellationToken))?.Value;

    /// <summary>All documents whose rows begin so.</summary>
    /// <param name="prefix">Ends with <c>-</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<T> All<T>(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The character after the prefix's last.
        await foreach (var document in state.All<T>(Partition, prefix, prefix[..^1] + ".", cancellationToken))
            yield return document.Value;
    }

    /// <summary>Writes a document. Each has one writer: the coordinator that follows the chain.</summary>
    public async Task Write<T>(string row, T value, CancellationToken cancellationToken) =>
        (await state.Commit(Partition, [StateWrite.Upsert(row, value)], cancellationToken)).OrThrow();
}
