namespace Render.Storage.Seat;

/// <summary>How the coordinator's seat is held.</summary>
public sealed record SeatOptions
{
    /// <summary>Who this is, for people.</summary>
    public string Holder { get; init; } = Environment.MachineName;

    /// <summary>How long the seat stays taken after its holder has vanished, 15 s to 60 s. Default 60 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the lease is renewed. Default 15 s: three may fail.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long before the lease can have run out the holder takes itself for deposed, so that what it has begun is over by then. Default 10 s.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a seat that is taken is asked for again, and a renewal that failed tried again. Default 2 s.</summary>
    public TimeSpan TryEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Checks the spans against each other.</summary>
    /// <exception cref="ArgumentException">The service grants no such lease, or it would run out between two renewals.</exception>
    internal void Check()
    {
        if (Lease < TimeSpan.FromSeconds(15) || Lease > TimeSpan.FromSeconds(60))
            throw new ArgumentException($"A lease lasts 15 to 60 seconds, not {Lease.TotalSeconds}.", nameof(Lease));
        if (Margin <= TimeSpan.Zero || RenewEvery <= TimeSpan.Zero || TryEvery <= TimeSpan.Zero || RenewEvery + Margin >= Lease)
            throw new ArgumentException($"A lease of {Lease.TotalSeconds} s is renewed every {RenewEvery.TotalSeconds} s, with a margin of {Margin.TotalSeconds} s: that does not fit.", nameof(RenewEvery));
    }
}
