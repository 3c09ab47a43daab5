namespace Render.Simulation.Adversaries;

/// <summary>What came of one run of a cell. Amounts are in tokens, work in work units, times in virtual seconds.</summary>
internal sealed record CampaignRun
{
    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the oracle found; null: all held.</summary>
    public string? Failure { get; init; }

    /// <summary>Real seconds that the run took.</summary>
    public double RealSeconds { get; init; }

    /// <summary>Tasks of all jobs.</summary>
    public int Tasks { get; init; }

    /// <summary>Accepted ones.</summary>
    public int Accepted { get; init; }

    /// <summary>Verdicts on work of honest nodes.</summary>
    public int HonestVerdicts { get; init; }

    /// <summary>Honest nodes that lost stake.</summary>
    public int HonestSlashed { get; init; }

    /// <summary>Verdicts that found an honest node or auditor at fault.</summary>
    public int HonestFaults { get; init; }

    /// <summary>Adversaries that delivered anything, an identity each.</summary>
    public int Identities { get; init; }

    /// <summary>Identities that were convicted.</summary>
    public int Convicted { get; init; }

    /// <summary>Forged receipts with a verdict.</summary>
    public int ForgedVerdicts { get; init; }

    /// <summary>Those that the verdict rejected.</summary>
    public int Rejected { get; init; }

    /// <summary>Rejections that were to be expected: Σ over forged receipts of the chance that k drawn blocks of B meet one of F forged.</summary>
    public double Expected { get; init; }

    /// <summary>Variance of that.</summary>
    public double Variance { get; init; }

    /// <summary>Adversaries whose declared region their round trips contradict.</summary>
    public int Contradicted { get; init; }

    /// <summary>Adversaries whose declared region was measured.</summary>
    public int Believed { get; init; }

    /// <summary>Tasks that adversaries rendered.</summary>
    public int TheirTasks { get; init; }

    /// <summary>Verdicts by decision on the adversaries' work.</summary>
    public Dictionary<string, int> Decisions { get; init; } = [];

    /// <summary>Audits by adversaries that were found false.</summary>
    public int FalseAudits { get; init; }

    /// <summary>How each conviction came.</summary>
    public List<Exclusion> Exclusions { get; init; } = [];

    /// <summary>The adversaries' part of settlements.</summary>
    public double Income { get; init; }

    /// <summary>Their part of the emission.</summary>
    public double Emission { get; init; }

    /// <summary>Stake that they lost.</summary>
    public double StakeLost { get; init; }

    /// <summary>Work that they did.</summary>
    public double Spent { get; init; }

    /// <summary>What they paid as creators.</summary>
    public double Paid { get; init; }

    /// <summary>What honest operators were paid, emission included.</summary>
    public double HonestIncome { get; init; }

    /// <summary>Work that honest nodes did.</summary>
    public double HonestSpent { get; init; }

    /// <summary>Tasks that honest nodes rendered and are not paid for.</summary>
    public int HonestVain { get; init; }

    /// <summary>What honest creators paid.</summary>
    public double HonestPaid { get; init; }

    /// <summary>Mean time of an honest creator's job.</summary>
    public double JobSeconds { get; init; }

    /// <summary>Blocks delivered to honest creators, and those of them that were forged.</summary>
    public long Blocks { get; init; }

    /// <summary>Forged ones among them.</summary>
    public long WrongBlocks { get; init; }

    /// <summary>Rays that were paid to renderers.</summary>
    public double RenderedRays { get; init; }

    /// <summary>Rays of audits by nodes.</summary>
    public double AuditedRays { get; init; }

    /// <summary>Blocks that the reference CPU rendered: for audits nobody else could do, repetitions and disputes, and their noise.</summary>
    public long ReferenceBlocks { get; init; }

    /// <summary>Blocks of all verdicts' tasks, rendered by nodes.</summary>
    public long RenderedBlocks { get; init; }
}

/// <summary>How an identity was excluded.</summary>
/// <param name="Tasks">Receipts that it had delivered.</param>
/// <param name="Seconds">Virtual time since the first of them.</param>
/// <param name="Work">Their work.</param>
internal sealed record Exclusion(int Tasks, double Seconds, double Work);
