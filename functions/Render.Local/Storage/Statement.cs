using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Render.Local.Storage;

/// <summary>One prepared statement, kept and bound anew for each use. Parameters and columns count from 1 and 0, as SQLite's own do.</summary>
/// <remarks>Used by one thread at a time, inside the <see cref="SqlSession"/> it belongs to. It goes around the ADO layer because a
/// command there costs several microseconds, and the engine's goal leaves twenty for everything.</remarks>
public sealed class Statement
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    internal Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Binds an integer.</summary>
    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds an integer or NULL.</summary>
    public Statement Bind(int parameter, long? value)
    {
        Check(value is { } some ? raw.sqlite3_bind_int64(_statement, parameter, some) : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Binds a text or NULL.</summary>
    public Statement Bind(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <summary>Binds bytes or NULL.</summary>
    public Statement Bind(int parameter, byte[]? value)
    {
        if (value is not null)
        {
            return Bind(parameter, value.AsSpan());
        }

        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Moves to the next row; false, and ready for the next use, after the last.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        // The code of the step is the one that counts; reset repeats it.
        _ = raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
        {
            throw Failure(_connection, code);
        }

        return false;
    }

    /// <summary>Runs the statement to its end.</summary>
    /// <returns>The rows it changed.</returns>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_connection);
    }

    /// <summary>An integer column of the current row.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Whether the column is NULL in the current row.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A text column of the current row.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    /// <summary>A text column of the current row; null for NULL.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>The bytes of a column in a new array; null for NULL.</summary>
    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Bytes(column).ToArray();

    /// <summary>The bytes of a column in a new array.</summary>
    public byte[] Blob(int column) => Bytes(column).ToArray();

    internal Statement Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        return this;
    }

    internal void Close() => _statement.Dispose();

    internal static SqliteException Failure(sqlite3 connection, int code)
    {
        var message = raw.sqlite3_errmsg(connection).utf8_to_string();
        return new SqliteException($"SQLite: {message} ({code})", code & 0xff, raw.sqlite3_extended_errcode(connection));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(_connection, code);
        }
    }
}
