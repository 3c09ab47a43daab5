namespace Render.Simulation.Actors;

/// <summary>How a creator disputes what it got.</summary>
/// <param name="Looks">Whether it renders its tasks itself, and disputes what differs.</param>
/// <param name="Baseless">How often it disputes what it has no reason to, 0 to 1.</param>
/// <param name="Early">Whether it begins while the job is rendered; else when that is closed.</param>
/// <param name="Insists">Whether it asks until it has an answer; else once.</param>
internal sealed record DisputePlan(bool Looks, double Baseless, bool Early, bool Insists);
