using Microsoft.Extensions.Logging;
using Render.Network.Jobs;

namespace Render.Lifecycle;

/// <summary>Every log line of the project.</summary>
internal static partial class Logs
{
    [LoggerMessage(1001, LogLevel.Warning, "Receipt of {Node} for {Task} refused: {Code}: {Detail}")]
    public static partial void ReceiptRefused(this ILogger logger, NodeId node, TaskId task, string code, string detail);

    [LoggerMessage(1002, LogLevel.Warning, "Lease {Lease} of {Node} on {Task} ended without a result: {Why}")]
    public static partial void LeaseEnded(this ILogger logger, LeaseId lease, NodeId node, TaskId task, string why);

    [LoggerMessage(1003, LogLevel.Warning, "Node {Node} is convicted of {Fault} on {Task}: {Evidence}. {Reopened} tasks are rendered again")]
    public static partial void Convicted(this ILogger logger, NodeId node, string fault, TaskId task, string evidence, int reopened);

    [LoggerMessage(1004, LogLevel.Warning, "Verdict on {Task} by {Node}: {Decision}")]
    public static partial void Verdict(this ILogger logger, TaskId task, NodeId node, string decision);

    [LoggerMessage(1005, LogLevel.Error, "Background step {Step} failed and is tried again")]
    public static partial void StepFailed(this ILogger logger, Exception exception, string step);

    [LoggerMessage(1009, LogLevel.Error, "Background step {Step} failed {Count} times in {Span}, the last time because: {Reason} It is tried again")]
    public static partial void StepFailsStill(this ILogger logger, string step, long count, TimeSpan span, string reason);

    [LoggerMessage(1010, LogLevel.Warning, "Background step {Step} works again after {Count} failures")]
    public static partial void StepWorks(this ILogger logger, string step, long count);

    [LoggerMessage(1006, LogLevel.Information, "Recovered {Jobs} jobs with {Tasks} tasks and {Nodes} nodes")]
    public static partial void Recovered(this ILogger logger, int jobs, int tasks, int nodes);

    [LoggerMessage(1007, LogLevel.Information, "Job {Job} is {State}: {Reason}")]
    public static partial void JobMoved(this ILogger logger, JobId job, JobState state, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "Engine fault of {Node} on device class {DeviceClass} with build {Build}. {Standing}")]
    public static partial void EngineFault(this ILogger logger, uint deviceClass, uint build, NodeId node, string standing);

    [LoggerMessage(1008, LogLevel.Information, "Node {Node} is {Status}: {Reason}")]
    public static partial void NodeMoved(this ILogger logger, NodeId node, string status, string reason);
}
