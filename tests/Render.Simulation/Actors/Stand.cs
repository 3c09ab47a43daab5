using Render.Network.Scheduling;

namespace Render.Simulation.Actors;

/// <summary>Where a machine really stands.</summary>
/// <param name="At">The point.</param>
/// <param name="Region">The region that it is in.</param>
internal sealed record Stand(GeoPoint At, string Region);
