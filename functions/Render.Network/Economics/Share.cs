namespace Render.Network.Economics;

/// <summary>A claim on a part of an amount.</summary>
/// <param name="Id">Who claims; decides ties by ordinal order.</param>
/// <param name="Weight">How much, relative to the other shares.</param>
public readonly record struct Share(string Id, UInt128 Weight);
