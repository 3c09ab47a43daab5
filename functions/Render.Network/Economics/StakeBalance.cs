namespace Render.Network.Economics;

/// <summary>A node's stake, and what of it its unsettled leases bind.</summary>
/// <param name="Locked">What is locked.</param>
/// <param name="Bound">What unsettled leases demand; see <see cref="Proof.DetectionMath.RequiredStake"/>.</param>
public readonly record struct StakeBalance(Tokens Locked, Tokens Bound)
{
    /// <summary>What may be released, or bound by further leases; zero where more is bound than locked.</summary>
    public Tokens Free => Locked.MinusOrZero(Bound);

    /// <summary>The balance after locking more.</summary>
    public StakeBalance Lock(Tokens amount) => this with { Locked = Locked + amount };

    /// <summary>The balance after a release; null where that is more than <see cref="Free"/>.</summary>
    public StakeBalance? Release(Tokens amount) => amount > Free ? null : this with { Locked = Locked - amount };

    /// <summary>The balance after another lease binds <paramref name="amount"/>; null where that is more than <see cref="Free"/>.</summary>
    public StakeBalance? Bind(Tokens amount) => amount > Free ? null : this with { Bound = Bound + amount };

    /// <summary>What a slash takes: ⌈locked · ppm / 10⁶⌉, at most all.</summary>
    /// <param name="ppm">Share of the stake in parts per million, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public Tokens SlashAmount(int ppm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ppm);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ppm, 1_000_000);
        return Locked.MultiplyDivideUp((UInt128)ppm, 1_000_000);
    }

    /// <summary>The balance after a slash; also what is bound is taken.</summary>
    public StakeBalance Slash(int ppm) => this with { Locked = Locked - SlashAmount(ppm) };
}
