using System.Collections.Immutable;

namespace Render.Network.Scheduling;

/// <summary>What a node that asked for work gets.</summary>
/// <param name="Assignment">The task; null where there is none for it.</param>
/// <param name="PassedOver">Jobs that it could not serve, the first few, in order.</param>
public sealed record MatchResult(Assignment? Assignment, ImmutableArray<PassedOver> PassedOver);
