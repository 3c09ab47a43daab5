namespace Render.Local.Durable;

/// <summary>A durable timer as stored until its firing is recorded.</summary>
internal readonly record struct TimerRow(long Instance, int Generation, int Sequence, long Due);
