using System.Globalization;
using Render.Worker.Client;

namespace Render.Local.Cli.Views;

/// <summary>How far an upload is: first how much was there before, then one line that redraws itself on a terminal, a line every few seconds elsewhere. Told from any thread.</summary>
/// <param name="context">Where it goes.</param>
/// <param name="name">The file's name.</param>
internal sealed class UploadLine(CommandContext context, string name) : IProgress<UploadProgress>
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Live = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly long _began = context.Surroundings.Time.GetTimestamp();
    private TimeSpan? _told;
    private bool _drawn;

    /// <inheritdoc/>
    public void Report(UploadProgress value)
    {
        lock (_gate)
        {
            var elapsed = context.Surroundings.Time.GetElapsedTime(_began);
            if (_told is null)
            {
                context.Screen.Note(Begun(name, value));
                _told = elapsed;
            }

            if (elapsed - _told < (context.Screen.IsLive ? Live : Calm))
                return;
            _told = elapsed;
            var share = (double)(value.There - value.Before) / Math.Max(1, value.Length - value.Before);
            if (context.Screen.IsLive)
            {
                var (full, empty) = Bar.Of(share, 30);
                context.Surroundings.Error.Write($"\r{full}{empty} {Left(value)}   ");
                _drawn = true;
            }
            else
                context.Screen.Note(Left(value));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        lock (_gate)
            if (_drawn)
                context.Surroundings.Error.Write("\r" + new string(' ', 60) + "\r");
    }

    /// <summary>What an upload begins with.</summary>
    internal static string Begun(string name, UploadProgress value) => value.Before == value.Length
        ? $"{name}: {Megabytes(value.Length)}, all there already"
        : value.Before == 0
            ? $"{name}: {Megabytes(value.Length)} to send"
            : $"{name}: {Megabytes(value.Length)}, {Megabytes(value.Before)} there already, {Megabytes(value.Length - value.Before)} to send";

    private static string Left(UploadProgress value) => $"{Megabytes(value.There - value.Before)} of {Megabytes(value.Length - value.Before)} sent";

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
