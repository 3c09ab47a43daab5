using System.Text.Json;
using Render.Lifecycle;

namespace Render.Local.Durable;

/// <summary>A task of a workflow that waits for its answer.</summary>
internal abstract class PendingCall
{
    /// <summary>How errors name it.</summary>
    internal required string Name { get; init; }

    /// <summary>Runs before the answer is seen, to undo what else was armed.</summary>
    internal Action? Release { get; set; }

    internal abstract void Complete(ReadOnlySpan<byte> json);

    internal abstract void Fail(Exception error);

    internal abstract void Cancel(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class PendingCall<T> : PendingCall
{
    // Continuations run inline, on the turn's thread: asynchronous ones of WhenAll would leave it for the thread pool.
    private readonly TaskCompletionSource<T> _source = new();

    internal Task<T> Task => _source.Task;

    internal override void Complete(ReadOnlySpan<byte> json)
    {
        T value;
        try
        {
            value = LifecycleJson.Read<T>(json);
        }
        catch (JsonException error)
        {
            _source.TrySetException(new InvalidDataException($"What came for {Name} is no {typeof(T).Name}: {error.Message}", error));
            return;
        }

        _source.TrySetResult(value);
    }

    internal override void Fail(Exception error) => _source.TrySetException(error);

    internal override void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}
