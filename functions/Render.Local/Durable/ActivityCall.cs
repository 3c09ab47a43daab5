using Render.Lifecycle.Workflows;

namespace Render.Local.Durable;

/// <summary>An activity to be run, as stored until its end is recorded.</summary>
/// <param name="Instance">The instance's number in the file.</param>
/// <param name="InstanceId">The instance's id.</param>
/// <param name="Generation">The instance's generation.</param>
/// <param name="Sequence">The call's number.</param>
/// <param name="Name">The activity.</param>
/// <param name="Input">UTF-8 JSON.</param>
/// <param name="Retry">When it is tried again; null for once.</param>
/// <param name="Failures">Attempts that failed so far.</param>
internal sealed record ActivityCall(
    long Instance, string InstanceId, int Generation, int Sequence, string Name, byte[] Input, RetryPolicy? Retry, int Failures);
