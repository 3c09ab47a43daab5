using System.Globalization;

namespace Render.Local.Storage;

/// <summary>The tables of the coordinator's one file, and the file's version.</summary>
internal static class Schema
{
    /// <summary>The version this build writes. Raise it with a step in <see cref="Steps"/>; steps never change once released.</summary>
    internal const int Version = 2;

    /// <summary>Marks the file as ours ("RNDR").</summary>
    private const int ApplicationId = 0x524E4452;

    private static readonly string[] Steps =
    [
        """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE state(
            partition TEXT NOT NULL, row TEXT NOT NULL, etag INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY(partition, row)) WITHOUT ROWID;

        CREATE TABLE ledger(
            sequence INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key TEXT NOT NULL UNIQUE, time INTEGER NOT NULL,
            postings BLOB NOT NULL, payload BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL);
        CREATE TABLE balances(account TEXT PRIMARY KEY, amount BLOB NOT NULL) WITHOUT ROWID;

        -- parent*: whom to tell the end. inbox_read: the last inbox position a recorded turn took.
        CREATE TABLE instances(
            key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, state INTEGER NOT NULL,
            generation INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            input BLOB NOT NULL, output BLOB, status BLOB, error TEXT,
            parent INTEGER, parent_generation INTEGER, parent_sequence INTEGER,
            turns INTEGER NOT NULL, inbox_read INTEGER NOT NULL);
        CREATE INDEX instances_parent ON instances(parent) WHERE parent IS NOT NULL;
        CREATE INDEX instances_open ON instances(key) WHERE state < 2;

        CREATE TABLE turns(
            instance INTEGER NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY(instance, number)) WITHOUT ROWID;

        CREATE TABLE inbox(
            instance INTEGER NOT NULL, position INTEGER NOT NULL, kind INTEGER NOT NULL,
            key TEXT NOT NULL, name TEXT NOT NULL, payload BLOB,
            PRIMARY KEY(instance, position)) WITHOUT ROWID;
        CREATE UNIQUE INDEX inbox_key ON inbox(instance, key);

        CREATE TABLE timers(
            instance INTEGER NOT NULL, sequence INTEGER NOT NULL, due INTEGER NOT NULL,
            PRIMARY KEY(instance, sequence)) WITHOUT ROWID;

        CREATE TABLE activities(
            instance INTEGER NOT NULL, sequence INTEGER NOT NULL, name TEXT NOT NULL, input BLOB NOT NULL,
            retry BLOB, failures INTEGER NOT NULL, due INTEGER NOT NULL,
            PRIMARY KEY(instance, sequence)) WITHOUT ROWID;
        """,
        """
        -- Which version of its workflow's code an instance runs on; all before this step began with the first.
        ALTER TABLE instances ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        """,
    ];

    /// <summary>Checks the file and brings it to <see cref="Version"/>.</summary>
    internal static void Prepare(SqlSession session, string path)
    {
        var version = Pragma(session, "PRAGMA user_version");
        var application = Pragma(session, "PRAGMA application_id");
        if (application != ApplicationId && (application != 0 || version != 0 || Pragma(session, "SELECT count(*) FROM sqlite_schema") != 0))
        {
            throw new StorageSchemaException(path, "it is an SQLite file of another program. Choose another data folder");
        }

        if (version > Version)
        {
            throw new StorageSchemaException(path, string.Create(
                CultureInfo.InvariantCulture,
                $"it has schema {version}, and this build knows schemas up to {Version}. It was written by a newer build: use that one"));
        }

        for (var next = (int)version; next < Version; next++)
        {
            session.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"BEGIN IMMEDIATE;\n{Steps[next]}\nPRAGMA application_id = {ApplicationId};\nPRAGMA user_version = {next + 1};\nCOMMIT;"));
        }
    }

    private static long Pragma(SqlSession session, string sql)
    {
        var statement = session.Sql(sql);
        var value = statement.Step() ? statement.Number(0) : 0;
        statement.Reset();
        return value;
    }
}
