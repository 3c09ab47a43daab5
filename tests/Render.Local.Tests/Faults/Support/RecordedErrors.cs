using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Render.Local.Tests.Faults.Support;

/// <summary>Keeps what a coordinator logs as errors: what it did not expect.</summary>
internal sealed class RecordedErrors : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyCollection<string> Errors => _errors;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _errors.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Clear() => _errors.Clear();

    public void Dispose() => _errors.Clear();
}
