using System.Globalization;
using Azure.Data.Tables;
using Render.Lifecycle;

namespace Render.Functions.Storage;

/// <summary>A document as columns of an entity: its JSON in pieces that fit a column, and the commit that wrote it.</summary>
internal static class DocumentColumns
{
    /// <summary>Which commit wrote the entity: what a writer looks for when the answer to its commit was lost.</summary>
    public const string Commit = "Commit";

    // A binary column holds 64 KiB, an entity 1 MiB: a document of the port's 512 KiB takes 8 columns.
    private const int ColumnBytes = 64 * 1024;

    /// <summary>The entity of a document.</summary>
    public static TableEntity Write(string partition, string row, ReadOnlyMemory<byte> json, string commit)
    {
        var entity = new TableEntity(partition, row) { [Commit] = commit };
        for (var start = 0; start < json.Length; start += ColumnBytes)
            entity[Name(start / ColumnBytes)] = json.Slice(start, Math.Min(ColumnBytes, json.Length - start)).ToArray();
        return entity;
    }

    /// <summary>The document of an entity.</summary>
    public static T Read<T>(TableEntity entity)
    {
        var first = entity.GetBinary(Name(0));
        if (first.Length < ColumnBytes)
            return LifecycleJson.Read<T>(first);
        using var json = new MemoryStream();
        json.Write(first);
        for (var column = 1; entity.GetBinary(Name(column)) is { } piece; column++)
            json.Write(piece);
        return LifecycleJson.Read<T>(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    private static string Name(int column) => "Json" + column.ToString(CultureInfo.InvariantCulture);
}
