using System.Globalization;
using Render.Lifecycle.Workflows;

namespace Render.Local.Durable;

/// <summary>One thing a workflow asked of its engine, numbered in the order of asking.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">Its number; for a cancelled timer the timer's.</param>
/// <param name="Name">The activity's or workflow's name; empty for timers.</param>
/// <param name="ChildId">The sub-workflow's id.</param>
/// <param name="Due">The timer's instant in UTC ticks.</param>
internal sealed record Call(CallKind Kind, int Sequence, string Name = "", string ChildId = "", long Due = 0)
{
    /// <summary>UTF-8 JSON; not kept in the history, since a replay makes it again and a changed input type must not end running instances.</summary>
    internal byte[] Input { get; init; } = [];

    /// <summary>The version a sub-workflow begins with; 0 for a name that is not registered. Not kept in the history: the sub-workflow's row has it.</summary>
    internal int Version { get; init; }

    internal RetryPolicy? Retry { get; init; }

    /// <summary>Whether a replay asked the same.</summary>
    internal bool Repeats(Call recorded) =>
        Kind == recorded.Kind && Sequence == recorded.Sequence && Name == recorded.Name && ChildId == recorded.ChildId && Due == recorded.Due;

    internal string Describe() => Kind switch
    {
        CallKind.Activity => $"activity '{Name}'",
        CallKind.SubWorkflow => $"sub-workflow '{Name}' as {ChildId}",
        CallKind.Timer => string.Create(CultureInfo.InvariantCulture, $"a timer until {new DateTimeOffset(Due, TimeSpan.Zero):O}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"the cancelling of timer {Sequence}"),
    };
}
