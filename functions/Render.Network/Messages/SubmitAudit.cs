using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>An auditor (or a node in validation) tells what it computed. Repeating the same one gives the same answer.</summary>
/// <param name="Task">The audited task.</param>
/// <param name="LeaseId">The audit's lease.</param>
/// <param name="Fencing">The audit lease's fencing token.</param>
/// <param name="Report">The audit report's bytes.</param>
/// <param name="Signature">64 bytes r‖s, low s.</param>
/// <param name="Sums">
/// The sums behind the report's leaves, block after block; null: not shown. They tell a leaf that is wrong by rounding alone from a false one: an auditor that does
/// not show them answers for either. Every auditor sends them with every report, so that asking would tell nobody what the comparison showed.
/// </param>
public sealed record SubmitAudit(TaskId Task, LeaseId LeaseId, long Fencing, byte[] Report, byte[] Signature, byte[]? Sums = null);

/// <summary>The report is stored. What it showed is not told: an auditor stays blind.</summary>
/// <param name="LeaseId">The audit's lease, now ended.</param>
/// <param name="Status">The node's status now (a passed validation makes it Active).</param>
public sealed record AuditAccepted(LeaseId LeaseId, NodeStatus Status);
