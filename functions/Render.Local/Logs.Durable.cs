using Microsoft.Extensions.Logging;
using Render.Lifecycle.Workflows;

namespace Render.Local;

/// <summary>The embedded engine's log lines; ids 2000 to 2099.</summary>
internal static partial class Logs
{
    [LoggerMessage(2000, LogLevel.Information, "Took up {Instances} instances with messages, {Timers} timers and {Activities} activities")]
    internal static partial void Recovered(ILogger logger, int instances, int timers, int activities);

    [LoggerMessage(2001, LogLevel.Debug, "Workflow {Name} {InstanceId} ended as {State}: {Error}")]
    internal static partial void WorkflowEnded(ILogger logger, string name, string instanceId, WorkflowState state, string? error);

    [LoggerMessage(2002, LogLevel.Warning, "Activity {Activity} of {InstanceId} (call {SequenceId}) failed for the {Failures}. time; tries again: {Retries}")]
    internal static partial void ActivityFailed(ILogger logger, Exception error, string activity, string instanceId, int sequenceId, int failures, bool retries);

    [LoggerMessage(2003, LogLevel.Error, "A turn of {InstanceId} could not be recorded; it is run again")]
    internal static partial void TurnNotRecorded(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(2004, LogLevel.Warning, "Activities still ran {Timeout} after the stop and were left; they run again after the next start")]
    internal static partial void ActivitiesAbandoned(ILogger logger, TimeSpan timeout);

    [LoggerMessage(2005, LogLevel.Warning, "Holding {Instances} instances of {Name}: {Reason}")]
    internal static partial void WorkflowsHeld(ILogger logger, long instances, string name, string reason);
}
