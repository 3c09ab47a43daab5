using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Render.Local.Storage;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
public sealed class SqlSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    internal SqlSession(string path, bool readOnly, TimeSpan busyTimeout, bool memoryTemp = true)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        _connection.Open();
        _ = raw.sqlite3_busy_timeout(Handle, (int)busyTimeout.TotalMilliseconds);
        if (memoryTemp)
        {
            Execute("PRAGMA temp_store = MEMORY");
        }

        if (readOnly)
        {
            Execute("PRAGMA query_only = ON");
        }
    }

    internal sqlite3 Handle => _connection.Handle!;

    internal bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The statement of this text, prepared at its first use and ready to be bound.</summary>
    /// <exception cref="SqliteException">The text is no SQL of this schema.</exception>
    public Statement Sql(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known.Reset();
        }

        var statement = new Statement(Handle, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    internal void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this folder.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    internal void ResetAll()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Reset();
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _connection.Dispose();
    }
}
