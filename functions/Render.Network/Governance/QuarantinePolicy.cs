namespace Render.Network.Governance;

/// <summary>How quarantines of one engine of a node grow, and when they become an exclusion.</summary>
/// <param name="WindowDays">Quarantines that began within so many days count, 1 to 366. Default 30.</param>
/// <param name="GrowthMilli">Each of them multiplies the next one's length by so many thousandths, 1,000 to 10,000. Default 3,000.</param>
/// <param name="MostSeconds">No quarantine is longer, 60 s to a year. Default 7 days.</param>
/// <param name="ExcludedAfter">The quarantine that would be this one within the window is an exclusion, 2 to 100. Default 4.</param>
/// <param name="ExclusionSeconds">How long an exclusion lasts, an hour to 366 days. Default 30 days.</param>
/// <param name="LostInARow">
/// A lost lease puts out of the engine only from the so many-th time in a row, 1 to 100. Default 2. Leases that were held when an earlier one was lost are of the
/// same time; accepted work and right audits begin the row anew.
/// </param>
public sealed record QuarantinePolicy(
    int WindowDays = 30, int GrowthMilli = 3_000, int MostSeconds = 7 * 24 * 3600, int ExcludedAfter = 4, int ExclusionSeconds = 30 * 24 * 3600, int LostInARow = 2);
