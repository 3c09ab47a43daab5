using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>The network as a whole, as it was reckoned last.</summary>
/// <param name="NowMillis">Monotonic milliseconds.</param>
/// <param name="Fleet">All nodes that take work.</param>
/// <param name="FastestMilli">Speed of the fastest of them.</param>
/// <param name="LeftMicros">Work of all jobs that is not accepted yet, millionths of a work unit.</param>
/// <param name="OpenMicros">Work of their tasks that wait.</param>
internal readonly record struct Reckoned(long NowMillis, Workforce Fleet, long FastestMilli, long LeftMicros, long OpenMicros);
