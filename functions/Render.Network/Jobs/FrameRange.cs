namespace Render.Network.Jobs;

/// <summary>The frames First to Last, both included.</summary>
/// <param name="First">First frame, 0 or more.</param>
/// <param name="Last">Last frame, not before <paramref name="First"/>.</param>
public readonly record struct FrameRange(int First, int Last)
{
    /// <summary>Number of frames; 0 or less where the range is reversed.</summary>
    public long Count => (long)Last - First + 1;

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
