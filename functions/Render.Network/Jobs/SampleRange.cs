namespace Render.Network.Jobs;

/// <summary>The samples [Start, Start + Count) of every pixel of a region. A sample's number alone keys its random numbers.</summary>
/// <param name="Start">First sample, 0 or more.</param>
/// <param name="Count">Number of samples, 1 or more.</param>
public readonly record struct SampleRange(int Start, int Count)
{
    /// <summary>One past the last sample.</summary>
    public int End => checked(Start + Count);
}
