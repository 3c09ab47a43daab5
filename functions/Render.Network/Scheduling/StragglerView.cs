using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A leased task under one of its leases, as its job's end waits for it.</summary>
/// <param name="Work">Expected work of the whole task.</param>
/// <param name="HolderSpeedMilli">Speed of the node that holds it, thousandths of a work unit a second.</param>
/// <param name="ElapsedMillis">Time since it was granted that its holder could work on it, 0 or more.</param>
/// <param name="ProgressPpm">What the node says it has done, millionths; 0 where it says nothing.</param>
/// <param name="AdvancedMillis"><paramref name="ElapsedMillis"/> when it last said that it had done more.</param>
/// <param name="ParkedMillis">For how long its holder may do other work first; 0 where it works on it.</param>
public sealed record StragglerView(WorkUnits Work, long HolderSpeedMilli, long ElapsedMillis, int ProgressPpm, long AdvancedMillis, long ParkedMillis = 0);
