namespace Render.Network.Governance;

/// <summary>How tasks are held.</summary>
/// <param name="AuditSeconds">See <see cref="Scheduling.LeaseLimit"/>: what every audit has, 10 to 3,600 s. Default 60.</param>
/// <param name="AuditAttempts">How many auditors are drawn before the reference CPU audits, 1 to 10. Default 3.</param>
/// <param name="TargetTaskSeconds">Longest run time that tasks are split for, 1 to 3,600 s. Default 60.</param>
/// <param name="OpenSeconds">How long a replica's node has to open what it committed to, once all have committed, 5 to 3,600 s. Default 120.</param>
/// <param name="DuplicateCostPpm">
/// An idle node renders a task that another one holds only where that saves more than so many millionths of the time it takes itself, 0 to
/// 100,000,000. Default 1,000,000: as much as it costs.
/// </param>
/// <param name="LimitBaseSeconds">See <see cref="Scheduling.LeaseLimit"/>: what every lease of a task has, 10 to 3,600 s. Default 120.</param>
/// <param name="LimitFactor">
/// See <see cref="Scheduling.LeaseLimit"/>: times the expected run time, 16 to 1,000. Default 20. Never below 16: as far may a node's speed on a scene lie
/// below that of its benchmark, and no honest node may be cut off.
/// </param>
/// <param name="LimitBytesPerSecond">See <see cref="Scheduling.LeaseLimit"/>: the slowest line that is waited for, 1,024 to 1,000,000,000 bytes a second. Default 262,144.</param>
/// <param name="DuplicateLeastMillis">And only where it saves at least so long, 0 to 3,600,000 ms. Default 2,000: less is lost in asking and uploading.</param>
/// <param name="YieldLeastSeconds">A lease is asked to yield to a dearer tier only where its node would otherwise be busy for at least so long, 1 to 3,600 s. Default 20: what comes free sooner by itself is waited for.</param>
/// <param name="YieldsMost">How often one lease is asked, 0 to 16; 0: never, and nothing is pre-empted. Default 2.</param>
/// <param name="YieldsAtOnce">Most leases asked or parked at once, 0 to 1,000. Default 32.</param>
/// <param name="ParkedSeconds">Time that a lease may be parked in all without its counting as the node's, 0 to 3,600 s. Default 600.</param>
public sealed record LeasePolicy(
    int AuditSeconds = 60, int AuditAttempts = 3, int TargetTaskSeconds = 60, int OpenSeconds = 120,
    int DuplicateCostPpm = 1_000_000, int DuplicateLeastMillis = 2_000, int LimitBaseSeconds = 120, int LimitFactor = 20, int LimitBytesPerSecond = 262_144,
    int YieldLeastSeconds = 20, int YieldsMost = 2, int YieldsAtOnce = 32, int ParkedSeconds = 600);
