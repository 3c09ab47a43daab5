namespace Render.Simulation.Lateness;

/// <summary>What can be late in a run.</summary>
internal enum LateThing
{
    /// <summary>The ledger: what is appended is there late, or told late; what is read is old when it arrives.</summary>
    Ledger,

    /// <summary>The content store: uploads, inspection, assembly and audits wait for it.</summary>
    Blobs,

    /// <summary>Documents.</summary>
    Documents,

    /// <summary>The starts of activities.</summary>
    Activities,

    /// <summary>The reference CPU, busy with something else.</summary>
    Reference,

    /// <summary>What nodes are given when they claim: it may reach them when its lease is over.</summary>
    Claims,

    /// <summary>Nodes' heartbeats, by about as long as a lease lasts; in half of the cases the whole node stands still.</summary>
    Heartbeats,
}
