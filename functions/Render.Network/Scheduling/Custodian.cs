namespace Render.Network.Scheduling;

/// <summary>In what part somebody comes to hold data of a job.</summary>
public enum Custodian
{
    /// <summary>A node that renders a task, be it the first, a replica or a duplicate.</summary>
    Renderer = 1,

    /// <summary>A node that audits a result.</summary>
    Auditor,

    /// <summary>A node on a dispute's panel.</summary>
    Arbiter,

    /// <summary>A node that serves the scene's chunks to others.</summary>
    Peer,

    /// <summary>A node that reads the scene's files.</summary>
    Reader,

    /// <summary>The coordinator's store.</summary>
    Store,
}
