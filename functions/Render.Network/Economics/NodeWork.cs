using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>What a node did for a job, as verdicts accepted it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who is paid for it.</param>
/// <param name="RenderedRays">Rays of its accepted tasks: what the creator is charged for.</param>
/// <param name="AuditedRays">Rays of its audits: they share the pay and are not charged.</param>
public sealed record NodeWork(NodeId Node, OperatorId Operator, ulong RenderedRays, ulong AuditedRays)
{
    /// <summary>The node's weight in the operators' pool: all its rays.</summary>
    internal UInt128 Weight => (UInt128)RenderedRays + AuditedRays;
}
