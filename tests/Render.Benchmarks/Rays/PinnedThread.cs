using System.Runtime.InteropServices;

namespace Render.Benchmarks.Rays;

/// <summary>Work on one core, timed by the thread's own processor time, so that neighbours who take the core away do not count.</summary>
internal static unsafe partial class PinnedThread
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Runs something on a thread of its own that stays on the last core; rethrows what it throws.</summary>
    internal static void Run(Action work)
    {
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                var mask = 1UL << (Environment.ProcessorCount - 1);
                _ = SetAffinity(0, sizeof(ulong), &mask);
                work();
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
    }

    /// <summary>Seconds of processor time that the calling thread takes for something.</summary>
    internal static double Seconds(Action work)
    {
        var before = Now();
        work();
        return Now() - before;
    }

    private static double Now()
    {
        var time = default(TimeSpec);
        return GetTime(ThreadProcessorTime, &time) == 0 ? time.Seconds + time.Nanoseconds * 1e-9 : throw new PlatformNotSupportedException("clock_gettime");
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, TimeSpec* time);

    private struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
