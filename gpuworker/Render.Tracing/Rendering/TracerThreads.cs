namespace Render.Tracing.Rendering;

/// <summary>Threads of the tracer's own, so that others keep the pool's.</summary>
internal static class TracerThreads
{
    /// <summary>Runs work on as many threads as there are pieces, the caller's for a single one; the first failure is thrown once all have ended.</summary>
    internal static void Run(IReadOnlyList<Action> work)
    {
        if (work.Count == 1)
        {
            work[0]();
            return;
        }
        var failures = new Exception?[work.Count];
        var threads = new Thread[work.Count];
        for (var i = 0; i < threads.Length; i++)
        {
            var slot = i;
            threads[i] = new(() =>
            {
                try
                {
                    work[slot]();
                }
                catch (Exception failure)
                {
                    failures[slot] = failure;
                }
            })
            { IsBackground = true, Name = "tracer" };
            threads[i].Start();
        }
        foreach (var thread in threads)
            thread.Join();
        if (Array.Find(failures, failure => failure is not null) is { } first)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Runs the same work on several threads.</summary>
    internal static void Run(int workers, Action work) => Run([.. Enumerable.Repeat(work, workers)]);
}
