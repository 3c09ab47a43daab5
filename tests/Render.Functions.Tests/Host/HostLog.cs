using System.Collections;
using System.Collections.Concurrent;

namespace Render.Functions.Tests.Host;

/// <summary>What the worker said, by the protocol and on its console; also written to the file that <c>RENDER_TEST_LOG</c> names, where a test hangs.</summary>
internal sealed class HostLog : IEnumerable<string>
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TextWriter? _file = Environment.GetEnvironmentVariable("RENDER_TEST_LOG") is { Length: > 0 } path
        ? TextWriter.Synchronized(new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true })
        : null;

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        _lines.Enqueue(line);
        _file?.WriteLine(line);
    }

    public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
