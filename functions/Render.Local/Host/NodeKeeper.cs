namespace Render.Local.Host;

/// <summary>Keeps one node of this machine running: a node that ends is started again, later each time, until it was banned.</summary>
/// <remarks>A node of a coordinator that was killed may still hold its folder for a moment; the first new one then ends at once.</remarks>
internal sealed class NodeKeeper(string name, Func<ChildProcess> start, TimeProvider time, Action<string> note)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs until told to stop, or until the node was banned; the node stops in order.</summary>
    public async Task Run(CancellationToken stop)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await using var node = start();
            var began = time.GetTimestamp();
            await node.Exited(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                await node.Stop(Patience);
                return;
            }

            if (node.ExitCode == Cli.ExitCode.Failure)
            {
                note($"{name} was banned and is not started again; {node.LogFile} says why");
                return;
            }

            if (time.GetElapsedTime(began) > LongestPause)
                pause = FirstPause;
            note($"{name} ended and is started again; {node.LogFile} says why");
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
        }
    }
}
