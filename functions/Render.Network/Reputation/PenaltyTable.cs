namespace Render.Network.Reputation;

/// <summary>What each fault costs: one table, policy data. Only what signatures, the reference CPU or a panel of arbiters proves costs stake.</summary>
/// <param name="Late">See <see cref="Fault.Late"/>.</param>
/// <param name="LostLease">See <see cref="Fault.LostLease"/>.</param>
/// <param name="Crash">See <see cref="Fault.Crash"/>.</param>
/// <param name="NoAnswerAfterCommit">See <see cref="Fault.NoAnswerAfterCommit"/>.</param>
/// <param name="NoAudit">See <see cref="Fault.NoAudit"/>.</param>
/// <param name="FalseAudit">See <see cref="Fault.FalseAudit"/>.</param>
/// <param name="InvalidReceipt">See <see cref="Fault.InvalidReceipt"/>.</param>
/// <param name="EngineFault">See <see cref="Fault.EngineFault"/>.</param>
/// <param name="Equivocated">See <see cref="Fault.Equivocated"/>.</param>
/// <param name="Forged">See <see cref="Fault.Forged"/>.</param>
/// <param name="Diverged">See <see cref="Fault.Diverged"/>.</param>
/// <param name="DisputeLost">See <see cref="Fault.DisputeLost"/>.</param>
/// <param name="FalseArbitration">See <see cref="Fault.FalseArbitration"/>.</param>
/// <param name="NoArbitration">See <see cref="Fault.NoArbitration"/>.</param>
/// <param name="Colluded">See <see cref="Fault.Colluded"/>.</param>
public sealed record PenaltyTable(
    Penalty Late,
    Penalty LostLease,
    Penalty Crash,
    Penalty NoAnswerAfterCommit,
    Penalty NoAudit,
    Penalty FalseAudit,
    Penalty InvalidReceipt,
    Penalty EngineFault,
    Penalty Equivocated,
    Penalty Forged,
    Penalty Diverged,
    Penalty DisputeLost,
    Penalty FalseArbitration,
    Penalty NoArbitration,
    Penalty Colluded)
{
    /// <summary>The defaults.</summary>
    public static PenaltyTable Default { get; } = new(
        Late: new Penalty(250, 0, false, 0, false),
        LostLease: new Penalty(1_000, 0, true, 600, false),
        Crash: new Penalty(500, 0, true, 0, false),
        NoAnswerAfterCommit: new Penalty(3_000, 0, true, 600, false),
        NoAudit: new Penalty(1_000, 0, true, 0, false),
        FalseAudit: new Penalty(10_000, 0, true, 3_600, false),
        InvalidReceipt: new Penalty(3_000, 0, true, 600, false),
        EngineFault: new Penalty(0, 0, false, 3_600, false),
        Equivocated: new Penalty(100_000, 1_000_000, true, 0, true),
        Forged: new Penalty(100_000, 1_000_000, true, 0, true),
        Diverged: new Penalty(3_000, 0, true, 600, false),
        DisputeLost: new Penalty(20_000, 200_000, true, 86_400, false),
        FalseArbitration: new Penalty(10_000, 50_000, true, 3_600, false),
        NoArbitration: new Penalty(2_000, 10_000, true, 0, false),
        Colluded: new Penalty(100_000, 1_000_000, true, 0, true));

    /// <summary>What a fault costs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fault.</exception>
    public Penalty For(Fault fault) => fault switch
    {
        Fault.Late => Late,
        Fault.LostLease => LostLease,
        Fault.Crash => Crash,
        Fault.NoAnswerAfterCommit => NoAnswerAfterCommit,
        Fault.NoAudit => NoAudit,
        Fault.FalseAudit => FalseAudit,
        Fault.InvalidReceipt => InvalidReceipt,
        Fault.EngineFault => EngineFault,
        Fault.Equivocated => Equivocated,
        Fault.Forged => Forged,
        Fault.Diverged => Diverged,
        Fault.DisputeLost => DisputeLost,
        Fault.FalseArbitration => FalseArbitration,
        Fault.NoArbitration => NoArbitration,
        Fault.Colluded => Colluded,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };
}
