using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>An auditor's report on a receipt.</summary>
/// <param name="Task">The task.</param>
/// <param name="Receipt">The receipt's digest.</param>
/// <param name="Attempt">How many auditors were drawn before and gave no answer.</param>
/// <param name="Auditor">The auditor.</param>
/// <param name="Operator">Who owns it, and is paid.</param>
/// <param name="Candidates">Digest of the list it was drawn from; see <see cref="AuditorDraw"/>.</param>
/// <param name="Report">The report's digest.</param>
/// <param name="Rays">Rays it traced.</param>
public sealed record AuditRecorded(
    TaskId Task,
    Digest Receipt,
    int Attempt,
    NodeId Auditor,
    OperatorId Operator,
    Digest Candidates,
    Digest Report,
    ulong Rays) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.AuditRecorded;

    /// <summary>One report a receipt: the first stands.</summary>
    public override string Key() => KeyOf(Task, Receipt);

    /// <summary>The key of the audit of a receipt. It leads with the task, so that what is written together lies together.</summary>
    public static string KeyOf(TaskId task, Digest receipt) => $"audit/{task}/{receipt}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
