namespace Render.Local.Storage;

/// <summary>One caller's writes, waiting for their commit.</summary>
internal abstract class WriteOperation
{
    private Exception? _error;

    /// <summary>Runs the writes; kept apart from <see cref="Complete"/>, since nothing is true before the commit.</summary>
    internal void Execute(SqlSession session)
    {
        _error = null;
        Run(session);
    }

    /// <summary>Remembers that this operation alone failed.</summary>
    internal void Refuse(Exception error) => _error = error;

    /// <summary>Tells the caller, after the commit.</summary>
    internal void Complete()
    {
        if (_error is { } error)
        {
            Fail(error);
        }
        else
        {
            Succeed();
        }
    }

    internal abstract void Fail(Exception error);

    protected abstract void Run(SqlSession session);

    protected abstract void Succeed();
}

/// <inheritdoc/>
internal sealed class WriteOperation<T>(Func<SqlSession, T> run) : WriteOperation
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    internal Task<T> Done => _done.Task;

    internal override void Fail(Exception error) => _done.SetException(error);

    protected override void Run(SqlSession session) => _result = run(session);

    protected override void Succeed() => _done.SetResult(_result);
}
