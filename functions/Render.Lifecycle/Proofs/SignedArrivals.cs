using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;

namespace Render.Lifecycle.Proofs;

/// <summary>What everything signed about a task goes through before it is taken: its node is known, it decodes, that node signed it, and the task's job is not sealed.</summary>
internal sealed class SignedArrivals(TaskBoard board)
{
    /// <summary>Reads canonical bytes; false where they are none.</summary>
    public delegate bool Decode<T>(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? content)
        where T : class;

    /// <summary>Opens what a node signed, and takes it.</summary>
    /// <param name="name">Of the span.</param>
    /// <param name="id">The node.</param>
    /// <param name="about">The task, and the lease of it.</param>
    /// <param name="signed">The content's bytes, and their signature.</param>
    /// <param name="decode">Reads them.</param>
    /// <param name="form">What they should be, in words.</param>
    /// <param name="take">Takes it; the job is not settled meanwhile.</param>
    /// <param name="late">Answers where nothing of the task is under way any more.</param>
    public async Task<Outcome<TAnswer>> Run<TContent, TAnswer>(
        string name, NodeId id, (TaskId Task, LeaseId Lease) about, (byte[] Content, byte[] Signature) signed, Decode<TContent> decode, string form,
        Func<BoardNode, BoardTask, TContent, Activity?, Task<Outcome<TAnswer>>> take, Func<BoardNode, TContent, Task<Outcome<TAnswer>>> late)
        where TContent : class
        where TAnswer : class
    {
        if (board.Node(id) is not { } node)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        if (!decode(signed.Content, out var content))
            return new Refusal(RefusalKind.Invalid, RefusalCodes.FormInvalid, form, "Encode it as docs/protocol.md says.");
        if (ReceiptRules.Check(node.Keys.Verify(signed.Content, signed.Signature)) is { } unsigned)
            return unsigned;
        if (board.Find(about.Task, about.Lease) is not { } task || !board.TryArrive(task))
            return await late(node, content);
        using var span = JobTrace.Begin(name, task.Job.Record, task.Trace ?? task.Record.Receipt?.Trace, ActivityKind.Consumer).Of(task.Id).By(id);
        try
        {
            return span.Ends(await take(node, task, content, span));
        }
        catch (Exception e) when (span.Failed(e))
        {
            throw;
        }
        finally
        {
            board.Arrived(task);
        }
    }
}
