using Render.Network.Messages;

namespace Render.Local.Cli.Views;

/// <summary>How fast a job's work has been accepted so far: what nodes say of themselves does not know who shares a machine.</summary>
/// <param name="time">The clock.</param>
public sealed class Pace(TimeProvider time)
{
    private const double Enough = 0.08;

    private long? _began;
    private double _from;
    private double _progress;

    /// <summary>Time left at the pace so far, s; null: too little is done to tell.</summary>
    public double? SecondsLeft
    {
        get
        {
            var done = _progress - _from;
            return _began is { } began && done >= Enough ? time.GetElapsedTime(began).TotalSeconds / done * (1 - _progress) : null;
        }
    }

    /// <summary>Takes in the job as it is now.</summary>
    public void See(JobView job)
    {
        if (job.State != Network.Jobs.JobState.Rendering)
            return;
        if (_began is null || job.Progress < _from)
            (_began, _from) = (time.GetTimestamp(), job.Progress);
        _progress = job.Progress;
    }
}
