using System.Globalization;

namespace Render.Lifecycle.Workflows;

/// <summary>Identifies one call of an activity.</summary>
/// <param name="InstanceId">The calling workflow instance.</param>
/// <param name="Generation">How often that instance has continued as new, from 0.</param>
/// <param name="SequenceId">The call's number within the generation, the same in every replay.</param>
/// <param name="Attempt">From 1; grows by one with each recorded failure. A crash before the record repeats the number.</param>
public sealed record ActivityContext(string InstanceId, int Generation, int SequenceId, int Attempt)
{
    /// <summary>The idempotency key: the same for every attempt of this call, and for no other call.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{InstanceId}:{Generation}:{SequenceId}");
}
