namespace Render.Lifecycle;

/// <summary>
/// Lets one at a time read the books and write what follows from them: settlements, refunds, epochs, and convictions, which change what all
/// of those come to.
/// </summary>
internal sealed class BooksGate : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Runs <paramref name="step"/> alone.</summary>
    public async Task<T> Run<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await step();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
