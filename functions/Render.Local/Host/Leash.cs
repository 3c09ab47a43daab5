namespace Render.Local.Host;

/// <summary>
/// Ends a child when its parent is gone, however it went: the parent holds the other end of the child's standard input and never
/// writes to it, and the system closes it even for a parent that was killed.
/// </summary>
internal static class Leash
{
    /// <summary>The hidden option that puts a process on the leash.</summary>
    public const string Option = "--leash";

    /// <summary>Time that a child has to stop in order once its parent is gone.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Watches standard input until it ends, then asks to stop; the process ends after <see cref="Grace"/> in any case.</summary>
    /// <param name="interrupts">What to tell.</param>
    /// <param name="time">The clock of the grace period.</param>
    public static void Watch(Interrupts interrupts, TimeProvider time)
    {
        var input = Console.OpenStandardInput();
        var thread = new Thread(() =>
        {
            var buffer = new byte[64];
            try
            {
                while (input.Read(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
                // A broken pipe is an ended one.
            }
            interrupts.Interrupt("its parent is gone");
            Task.Delay(Grace, time).ContinueWith(_ => Environment.Exit(Cli.ExitCode.Interrupted), TaskScheduler.Default);
        })
        { IsBackground = true, Name = "leash" };
        thread.Start();
    }
}
