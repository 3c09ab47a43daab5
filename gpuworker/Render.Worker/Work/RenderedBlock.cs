namespace Render.Worker.Work;

/// <summary>One rendered block.</summary>
/// <param name="Block">Its number in the task's region.</param>
/// <param name="Sums">Per pixel, row by row: red, green, blue sums in units of 2⁻²⁴.</param>
/// <param name="Rays">Rays traced.</param>
/// <param name="Invalid">Samples that were not finite.</param>
public sealed record RenderedBlock(int Block, long[] Sums, ulong Rays, ulong Invalid);
