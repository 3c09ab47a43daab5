namespace Render.Simulation;

/// <summary>A fault built into the system on purpose, to see that the oracle finds it.</summary>
internal enum Plant
{
    /// <summary>None.</summary>
    None,

    /// <summary>The disk says that it has synced and has not: what was confirmed is lost with the power.</summary>
    LyingDisk,

    /// <summary>The reference CPU computes other bytes than everybody: honest nodes are convicted.</summary>
    WrongReference,

    /// <summary>The coordinator accepts what nobody audited.</summary>
    SkippedVerdict,

    /// <summary>The coordinator decides disputes without dividing what is locked for them.</summary>
    SkippedDecision,

    /// <summary>The coordinator times round trips too short: nodes are believed to stand where they do not.</summary>
    HastyClock,

    /// <summary>Documents are written whatever their version is.</summary>
    IgnoredVersions,
}
