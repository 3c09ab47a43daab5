using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>An arbiter commits to what it computed of a disputed block. Repeating the same one gives the same answer.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease under which it arbitrates.</param>
/// <param name="Commitment">See <see cref="ArbiterVote"/>.</param>
public sealed record CommitVote(TaskId Task, LeaseId LeaseId, Digest Commitment);

/// <summary>An arbiter shows what it committed to. Repeating the same one gives the same answer.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Report">The bytes of an audit report on the disputed block alone.</param>
/// <param name="Signature">64 bytes r‖s, low s.</param>
/// <param name="Salt">The commitment's salt: SHA-256 of the signature, which nobody else can know before.</param>
public sealed record RevealVote(TaskId Task, LeaseId LeaseId, byte[] Report, byte[] Signature, Digest Salt);

/// <summary>The vote is recorded.</summary>
/// <param name="LeaseId">The lease.</param>
public sealed record VoteTaken(LeaseId LeaseId);
