namespace Render.Network.Economics;

/// <summary>An audit under way: the books so far, the bundle, and what was found.</summary>
internal sealed class BookAuditRun(BundleIndex bundle)
{
    private readonly List<BookFinding> _findings = [];

    /// <summary>The books before the entry that is being checked.</summary>
    public Books Books { get; } = new();

    public BundleIndex Bundle { get; } = bundle;

    public long Sequence { get; set; }

    /// <summary>When the entry that is being checked was recorded, in milliseconds since 1970 UTC.</summary>
    public long TimeUnixMs { get; set; }

    public IReadOnlyList<BookFinding> Findings => _findings;

    public void Report(BookFault fault, string detail) => _findings.Add(new BookFinding(Sequence, fault, detail));

    /// <summary>Reports where the rule does not hold, and says whether it does.</summary>
    public bool Demand(bool holds, BookFault fault, string detail)
    {
        if (!holds) Report(fault, detail);
        return holds;
    }
}
