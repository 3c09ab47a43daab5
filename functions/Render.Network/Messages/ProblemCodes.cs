namespace Render.Network.Messages;

/// <summary>Codes of problems on which a client acts by itself. Others are for people.</summary>
public static class ProblemCodes
{
    /// <summary>The coordinator does not know the node: register again.</summary>
    public const string NodeUnknown = "node-unknown";

    /// <summary>The node is banned for good: stop.</summary>
    public const string NodeBanned = "node-banned";

    /// <summary>The signed time is too far from the coordinator's: correct the clock by the answer's Date and try again.</summary>
    public const string RequestTime = "request-time";

    /// <summary>The lease is not the node's any more: drop the work.</summary>
    public const string LeaseStale = "lease-stale";

    /// <summary>Not all replicas of the task have committed: keep the result until a heartbeat's answer says that it may be opened.</summary>
    public const string NotOpenYet = "not-open-yet";

    /// <summary>The upload is not there, or not as it was said to be: store the blob through the coordinator.</summary>
    public const string UploadRefused = "upload-refused";

    /// <summary>Chunks of an upload are not there: ask which, and send them.</summary>
    public const string ChunksMissing = "chunks-missing";
}
