namespace Render.Lifecycle.Ports;

/// <summary>Documents in partitions, with optimistic concurrency and atomic writes within a partition.</summary>
/// <remarks>What every adapter can keep, Azure Tables among them: keys are 1 to 512 printable ASCII characters other than
/// <c>/ \ # ? %</c>, rows of a partition are ordered by ordinal, a document's JSON is at most <see cref="MaxDocumentBytes"/>, a commit
/// has at most <see cref="MaxWrites"/> writes, at most one for a row, and documents of at most <see cref="MaxCommitBytes"/> together.</remarks>
public interface IState
{
    /// <summary>The most writes in a commit.</summary>
    const int MaxWrites = 100;

    /// <summary>The longest document as UTF-8 JSON, in bytes.</summary>
    const int MaxDocumentBytes = 512 * 1024;

    /// <summary>The most UTF-8 JSON in a commit, in bytes: in base64, with keys and headers around it, it stays below the 4 MiB of a table's transaction.</summary>
    const int MaxCommitBytes = 2 * 1024 * 1024;

    /// <summary>The document; null where there is none.</summary>
    Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default);

    /// <summary>One page of a partition's documents, ordered by row (ordinal).</summary>
    /// <param name="partition">Which partition.</param>
    /// <param name="from">The first row, inclusive; null for the start.</param>
    /// <param name="to">The end, exclusive; null for the end.</param>
    /// <param name="pageSize">1 to 1,000; a page may be shorter even where more follows.</param>
    /// <param name="continuation">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null,
        CancellationToken cancellationToken = default);

    /// <summary>Applies all writes or none.</summary>
    /// <returns>The new tags in the writes' order, or the first write that did not fit.</returns>
    /// <exception cref="ArgumentException">A key, a document or the batch is outside the limits.</exception>
    /// <exception cref="StorageFullException">No room; nothing was written.</exception>
    Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default);
}
