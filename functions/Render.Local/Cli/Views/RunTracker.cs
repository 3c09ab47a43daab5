using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Views;

/// <summary>Gathers events and views of a job into <see cref="RunView"/>. One thread at a time.</summary>
/// <param name="title">What runs.</param>
/// <param name="began">When the view began.</param>
/// <param name="time">The clock that measures the pace.</param>
public sealed class RunTracker(string title, DateTimeOffset began, TimeProvider time)
{
    private const int Remembered = 200;
    private readonly List<Moment> _moments = [];
    private readonly Dictionary<NodeId, NodeView> _nodes = [];
    private readonly Dictionary<NodeId, (TaskId Task, WorkKind Work)> _doing = [];
    private readonly HashSet<NodeId> _gone = [];
    private readonly Pace _pace = new(time);
    private AuditTally _audits;
    private JobView? _job;
    private QuoteView? _quote;
    private long _lastSequence;

    /// <summary>The job as last seen.</summary>
    public JobView? Job => _job;

    /// <summary>Audits counted so far.</summary>
    public AuditTally Audits => _audits;

    /// <summary>Everything said so far, oldest first; bounded.</summary>
    public IReadOnlyList<Moment> Moments => _moments;

    /// <summary>The nodes as last seen.</summary>
    public IReadOnlyCollection<NodeView> Nodes => _nodes.Values;

    /// <summary>The name of a node, or its id where it is not known.</summary>
    public string NameOf(NodeId node) => _nodes.TryGetValue(node, out var view) ? view.Name : node.Value[..Math.Min(13, node.Value.Length)];

    /// <summary>The job as it is now.</summary>
    public void See(JobView job)
    {
        _pace.See(job);
        _job = job.EtaSeconds is null ? job : job with { EtaSeconds = _pace.SecondsLeft ?? job.EtaSeconds };
        _quote = job.Quote ?? _quote;
    }

    /// <summary>The quote as it is now.</summary>
    public void See(QuoteView quote) => _quote = quote;

    /// <summary>The nodes as they are now.</summary>
    public void See(IEnumerable<NodeView> nodes)
    {
        foreach (var node in nodes)
            _nodes[node.Id] = node;
    }

    /// <summary>Says something that no event says.</summary>
    public void Say(DateTimeOffset at, string text, Mood mood = Mood.Plain)
    {
        _moments.Add(new Moment(at - began, text, mood));
        if (_moments.Count > Remembered)
            _moments.RemoveAt(0);
    }

    /// <summary>Marks a node's process as gone before the network notices, or as back.</summary>
    public void MarkGone(NodeId node, bool gone)
    {
        if (gone)
            _gone.Add(node);
        else
            _gone.Remove(node);
    }

    /// <summary>Takes in one event; an old or repeated one changes nothing.</summary>
    public void Hear(NetworkEvent happened)
    {
        if (happened.Sequence != 0 && happened.Sequence <= _lastSequence)
            return;
        _lastSequence = Math.Max(_lastSequence, happened.Sequence);
        Count(happened);
        if (Sentences.Of(happened, NameOf, _job) is { } moment)
            Say(happened.Time, moment.Text, moment.Mood);
    }

    /// <summary>Forgets the place in the stream of events: a coordinator that started again counts from one.</summary>
    public void Rewind() => _lastSequence = 0;

    /// <summary>The picture as of <paramref name="now"/>.</summary>
    public RunView View(DateTimeOffset now) => new(
        title, now - began, _job, _quote,
        [.. _nodes.Values.OrderBy(n => n.Joined).ThenBy(n => n.Name, StringComparer.Ordinal).Select(Line)],
        _audits, _moments);

    private void Count(NetworkEvent happened)
    {
        switch (happened)
        {
            case AuditDrawn drawn:
                _audits = _audits with
                {
                    Drawn = _audits.Drawn + 1,
                    Blocks = _audits.Blocks + drawn.Blocks,
                    ByReference = _audits.ByReference + (drawn.Auditor is null ? 1 : 0),
                };
                break;
            case VerdictReached verdict:
                var agreed = verdict.Verdict is "Accepted" or "EngineFault";
                _audits = _audits with
                {
                    Verdicts = _audits.Verdicts + 1,
                    Agreed = _audits.Agreed + (agreed ? 1 : 0),
                    Rejected = _audits.Rejected + (verdict.Verdict == "Rejected" ? 1 : 0),
                };
                break;
            case NodeConvicted:
                _audits = _audits with { Convicted = _audits.Convicted + 1 };
                break;
            case LeaseMoved { Granted: true } lease:
                _doing[lease.Node] = (lease.Task, lease.Work);
                break;
        }
    }

    private NodeLine Line(NodeView node)
    {
        var lease = node.Leases.FirstOrDefault(held => !held.Parked) ?? (node.Leases.Count > 0 ? node.Leases[0] : null);
        var audit = lease is not null && _doing.TryGetValue(node.Id, out var doing) && doing.Task == lease.Task && doing.Work == WorkKind.Audit;
        var away = _gone.Contains(node.Id) || node.Status is NodeStatus.Banned or NodeStatus.Offline;
        var status = node.Status == NodeStatus.Banned ? "banned" : _gone.Contains(node.Id) ? "killed" : node.Status switch
        {
            NodeStatus.Active => lease is null ? "waiting" : lease.Parked ? "parked" : audit ? "auditing" : "rendering",
            NodeStatus.Validating => "validating",
            NodeStatus.Draining => "draining",
            NodeStatus.Offline => "offline",
            _ => "quarantined",
        };
        return new NodeLine(
            node.Name, node.Operator.Value, status,
            lease is null || away ? "" : TaskText.Words(lease.Task),
            lease is null || away ? null : Math.Clamp(lease.Progress, 0, 1),
            away ? null : lease?.EtaSeconds,
            node.TasksAccepted, node.AuditsDone,
            node.Status == NodeStatus.Banned ? Mood.Bad : away ? Mood.Warn : Mood.Plain);
    }
}
