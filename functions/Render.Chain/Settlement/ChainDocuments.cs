using System.Globalization;
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

    /// <summary>Writes a document. Each has one writer: the coordinator that follows the chain.</summary>
    public async Task Write<T>(string row, T value, CancellationToken cancellationToken) =>
        (await state.Commit(Partition, [StateWrite.Upsert(row, value)], cancellationToken)).OrThrow();
}
