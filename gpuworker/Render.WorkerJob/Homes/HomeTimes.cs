namespace Render.WorkerJob.Homes;

/// <summary>How holders of homes on different machines keep out of each other's way. The machines' clocks must agree to within <see cref="Beat"/>.</summary>
internal static class HomeTimes
{
    /// <summary>A holder renews its note this often.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>A holder that could not renew its note for this long leaves, before anybody takes its home.</summary>
    public static readonly TimeSpan Resign = TimeSpan.FromSeconds(40);

    /// <summary>A note that is older is nobody's.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(70);
}
