namespace Render.Lifecycle.Nodes;

/// <summary>What a node did so far, counted.</summary>
/// <param name="Accepted">Tasks that were accepted.</param>
/// <param name="Failed">Leases lost, failed or rejected.</param>
/// <param name="Audits">Audits done for others.</param>
public sealed record NodeStanding(int Accepted = 0, int Failed = 0, int Audits = 0);
