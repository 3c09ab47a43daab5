namespace Render.Lifecycle.Ports;

/// <summary>One write of a commit.</summary>
/// <param name="Row">The document's key within the partition.</param>
public abstract record StateWrite(string Row)
{
    /// <summary>Writes a new document; conflicts where the row exists.</summary>
    public static StateWrite Insert<T>(string row, T value) => new StateInsert(row, LifecycleJson.Write(value));

    /// <summary>Replaces the document of that version; conflicts where it is gone or has changed.</summary>
    public static StateWrite Update<T>(string row, T value, ETag etag) => new StateUpdate(row, LifecycleJson.Write(value), etag);

    /// <summary>Replaces the document just read.</summary>
    public static StateWrite Update<T>(StateDocument<T> document, T value) => Update(document.Row, value, document.ETag);

    /// <summary>Writes the document whatever is there.</summary>
    public static StateWrite Upsert<T>(string row, T value) => new StateUpsert(row, LifecycleJson.Write(value));

    /// <summary>Removes the document; with a version, conflicts where it is gone or has changed; without one, never.</summary>
    public static StateWrite Delete(string row, ETag? etag = null) => new StateDelete(row, etag);
}

/// <summary>See <see cref="StateWrite.Insert"/>.</summary>
/// <param name="Row">The document's key.</param>
/// <param name="Json">UTF-8 JSON.</param>
public sealed record StateInsert(string Row, ReadOnlyMemory<byte> Json) : StateWrite(Row);

/// <summary>See <see cref="StateWrite.Update{T}(string,T,ETag)"/>.</summary>
/// <param name="Row">The document's key.</param>
/// <param name="Json">UTF-8 JSON.</param>
/// <param name="ETag">The version to replace.</param>
public sealed record StateUpdate(string Row, ReadOnlyMemory<byte> Json, ETag ETag) : StateWrite(Row);

/// <summary>See <see cref="StateWrite.Upsert"/>.</summary>
/// <param name="Row">The document's key.</param>
/// <param name="Json">UTF-8 JSON.</param>
public sealed record StateUpsert(string Row, ReadOnlyMemory<byte> Json) : StateWrite(Row);

/// <summary>See <see cref="StateWrite.Delete"/>.</summary>
/// <param name="Row">The document's key.</param>
/// <param name="ETag">The version to remove; null for any.</param>
public sealed record StateDelete(string Row, ETag? ETag) : StateWrite(Row);
