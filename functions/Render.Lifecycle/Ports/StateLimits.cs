using System.Buffers;

namespace Render.Lifecycle.Ports;

/// <summary>The limits every <see cref="IState"/> keeps, so that what one adapter takes all do.</summary>
public static class StateLimits
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('/' or '\\' or '#' or '?' or '%'))));

    /// <summary>Checks a partition or row key.</summary>
    /// <exception cref="ArgumentException">It is empty, longer than 512 characters, or holds a character outside printable ASCII or of <c>/ \ # ? %</c>.</exception>
    public static void CheckKey(string key)
    {
        if (key.Length is < 1 or > 512 || key.AsSpan().ContainsAnyExcept(KeyCharacters))
        {
            throw new ArgumentException($"'{key}' is no key: 1 to 512 printable ASCII characters other than / \\ # ? %.", nameof(key));
        }
    }

    /// <summary>Checks a whole commit.</summary>
    /// <exception cref="ArgumentException">A key, a document, the documents together, the number of writes, or a row written twice.</exception>
    public static void Check(string partition, IReadOnlyList<StateWrite> writes)
    {
        CheckKey(partition);
        if (writes.Count is < 1 or > IState.MaxWrites)
        {
            throw new ArgumentException($"A commit has 1 to {IState.MaxWrites} writes, not {writes.Count}.", nameof(writes));
        }

        var total = 0L;
        var rows = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            CheckKey(write.Row);
            if (!rows.Add(write.Row))
            {
                throw new ArgumentException($"Row '{write.Row}' is written twice in one commit.", nameof(writes));
            }

            var length = write switch
            {
                StateInsert insert => insert.Json.Length,
                StateUpdate update => update.Json.Length,
                StateUpsert upsert => upsert.Json.Length,
                _ => 0,
            };
            if (length > IState.MaxDocumentBytes)
            {
                throw new ArgumentException($"Document '{write.Row}' has {length} bytes; {IState.MaxDocumentBytes} are allowed.", nameof(writes));
            }

            total += length;
        }

        if (total > IState.MaxCommitBytes)
        {
            throw new ArgumentException($"The documents of a commit have {total} bytes; {IState.MaxCommitBytes} are allowed.", nameof(writes));
        }
    }

    /// <summary>Checks a page size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1,000.</exception>
    public static void CheckPageSize(int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 1_000);
    }
}
