using Render.Lifecycle.Workflows;

namespace Render.Local.Durable;

/// <summary>An instance as stored.</summary>
/// <param name="Key">Its number in the file.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Version">The version of the workflow's code that this generation began with.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Generation">How often it continued as new.</param>
/// <param name="Updated">When its last turn ran, in UTC ticks.</param>
/// <param name="Input">The generation's input as UTF-8 JSON.</param>
/// <param name="Parent">Whom to tell its end; null for nobody.</param>
/// <param name="Turns">Recorded turns of this generation.</param>
/// <param name="InboxRead">The last inbox position a recorded turn took.</param>
internal sealed record InstanceRow(
    long Key, string Id, string Name, int Version, WorkflowState State, int Generation, long Updated, byte[] Input, ParentCall? Parent, int Turns, long InboxRead)
{
    internal bool IsFinal => State is WorkflowState.Completed or WorkflowState.Failed or WorkflowState.Cancelled;
}

/// <summary>The call of a parent that a sub-workflow answers.</summary>
internal sealed record ParentCall(long Key, int Generation, int Sequence);
