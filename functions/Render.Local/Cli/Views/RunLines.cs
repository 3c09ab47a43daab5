using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Messages;

namespace Render.Local.Cli.Views;

/// <summary>Tells a <see cref="RunView"/> line by line where nothing can be redrawn: each moment once, and how far it is now and then.</summary>
/// <param name="line">Where a line goes.</param>
/// <param name="calm">Time between two lines of progress.</param>
public sealed class RunLines(Action<string> line, TimeSpan calm)
{
    private Moment? _last;
    private bool _quoted;
    private TimeSpan? _progressAt;
    private string _progress = "";
    private string _waits = "";

    /// <summary>Tells what is new.</summary>
    public void Tell(RunView view)
    {
        if (!_quoted && view.Quote is { } quote)
        {
            _quoted = true;
            foreach (var tier in quote.Tiers.OrderBy(t => t.Tier))
                line($"{Clock(view.Elapsed)}  quote  {RunPicture.Quote(tier).TrimEnd()}");
        }
        foreach (var moment in New(view.Moments))
            line($"{Clock(moment.At)}  {moment.Text}");
        var waits = view.Job?.Shortage is { } shortage ? RunPicture.Waits(shortage) : "";
        if (waits != _waits && waits.Length > 0)
            line($"{Clock(view.Elapsed)}  waits: {waits}");
        _waits = waits;
        if (view.Job is not { Tasks.Total: > 0 } job || (_progressAt is { } told && view.Elapsed - told < calm))
            return;
        var progress = Progress(job, view);
        if (progress == _progress)
            return;
        (_progressAt, _progress) = (view.Elapsed, progress);
        line($"{Clock(view.Elapsed)}  {progress}");
    }

    private IEnumerable<Moment> New(IReadOnlyList<Moment> moments)
    {
        // The list is bounded and sheds its oldest: the last one told marks the place.
        var from = _last is null ? 0 : moments.Count;
        for (var i = moments.Count - 1; i >= 0 && _last is not null; i--)
            if (ReferenceEquals(moments[i], _last))
                break;
            else
                from = i;
        for (var i = from; i < moments.Count; i++)
        {
            _last = moments[i];
            yield return moments[i];
        }
    }

    private static string Progress(JobView job, RunView view)
    {
        var tasks = job.Tasks;
        var busy = view.Nodes.Count(n => n.Progress is not null);
        var eta = job.EtaSeconds is { } seconds ? $", {DurationText.Format(TimeSpan.FromSeconds(seconds))} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"tasks {tasks.Accepted}/{tasks.Total} accepted (open {tasks.Open}, leased {tasks.Leased}, submitted {tasks.Submitted}, auditing {tasks.Auditing}); {busy} of {view.Nodes.Count} nodes at work; audits {view.Audits.Agreed}/{view.Audits.Drawn} agree{eta}");
    }

    private static string Clock(TimeSpan at) => DurationText.Clock(at).PadLeft(6);
}
