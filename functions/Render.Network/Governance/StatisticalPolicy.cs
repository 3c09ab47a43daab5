namespace Render.Network.Governance;

/// <summary>How results of engines are compared whose bytes differ from machine to machine.</summary>
/// <param name="FalseAlarmPpm">At most so many in a million honest comparisons are found to differ, 1 to 100,000. An alarm costs a replica, never stake. Default 100.</param>
/// <param name="MostReplicas">Replicas of a task before the reference CPU is asked, 2 to 7. Default 3.</param>
public sealed record StatisticalPolicy(int FalseAlarmPpm = 100, int MostReplicas = 3);
