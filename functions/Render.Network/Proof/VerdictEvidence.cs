namespace Render.Network.Proof;

/// <summary>All that a verdict is decided on, and nothing else.</summary>
/// <param name="Task">The task's digest.</param>
/// <param name="Samples">Samples of each pixel of the task.</param>
/// <param name="Drawn">The blocks that the challenge drew, ascending.</param>
/// <param name="Repeated">Whether the challenge demands the reference CPU whatever the auditor says.</param>
/// <param name="Committed">The node's leaves of the drawn blocks, proven against the receipt's root.</param>
/// <param name="Reported">The auditor's leaves of the drawn blocks; null where the reference CPU audits in its place.</param>
/// <param name="Reference">What the reference CPU computed; may be empty where nothing calls for it.</param>
public sealed record VerdictEvidence(
    Digest Task,
    int Samples,
    IReadOnlyList<int> Drawn,
    bool Repeated,
    IReadOnlyList<AuditedBlock> Committed,
    IReadOnlyList<AuditedBlock>? Reported,
    IReadOnlyList<ReferenceBlock> Reference);
