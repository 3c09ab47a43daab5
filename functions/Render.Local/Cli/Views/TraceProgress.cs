using System.Globalization;
using Render.Local.Cli.Values;

namespace Render.Local.Cli.Views;

/// <summary>How far a trace is: one line that redraws itself on a terminal, a line every few seconds elsewhere. Told from any thread.</summary>
/// <param name="context">Where it goes.</param>
/// <param name="blocks">Blocks in all.</param>
internal sealed class TraceProgress(CommandContext context, int blocks)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Live = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly long _began = context.Surroundings.Time.GetTimestamp();
    private TimeSpan _told;
    private int _done;
    private bool _drawn;

    /// <summary>One more block is done.</summary>
    public void Done()
    {
        lock (_gate)
        {
            var done = ++_done;
            var elapsed = context.Surroundings.Time.GetElapsedTime(_began);
            if (elapsed - _told < (context.Screen.IsLive ? Live : Calm))
                return;
            _told = elapsed;
            var left = elapsed * ((double)(blocks - done) / done);
            var text = string.Create(CultureInfo.InvariantCulture, $"{100.0 * done / blocks,3:0} %  {DurationText.Format(left)} left");
            if (context.Screen.IsLive)
            {
                var (full, empty) = Bar.Of((double)done / blocks, 30);
                context.Surroundings.Error.Write($"\r{full}{empty} {text}   ");
                _drawn = true;
            }
            else
                context.Surroundings.Error.WriteLine(text);
        }
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        if (_drawn)
            context.Surroundings.Error.Write("\r" + new string(' ', 60) + "\r");
    }
}
