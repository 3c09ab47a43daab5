namespace Render.Network.Governance;

/// <summary>How results of engines are compared whose bytes differ from machine to machine.</summary>
/// <param name="FalseAlarmPpm">At most so many in a million honest comparisons are found to differ, 1 to 100,000. An alarm asks the reference CPU, and never costs stake. Default 100.</param>
public sealed record StatisticalPolicy(int FalseAlarmPpm = 100);
