namespace Render.Network.Messages;

/// <summary>Sizes that both ends enforce, in bytes, seconds or counts. Larger is refused, never truncated.</summary>
public static class WireLimits
{
    /// <summary>A JSON body: 1 MiB.</summary>
    public const int JsonBytes = 1 << 20;

    /// <summary>Sums that an auditor shows with its report: 512 KiB, some 340 blocks. Of more blocks it shows the first.</summary>
    public const int AuditSumsBytes = 1 << 19;

    /// <summary>An uploaded scene package: 1 GiB.</summary>
    public const long PackageBytes = 1L << 30;

    /// <summary>An uploaded result or log: 512 MiB (a 4,096 × 4,096 task's sums are 384 MiB).</summary>
    public const long BlobBytes = 512L << 20;

    /// <summary>A task's log: 1 MiB.</summary>
    public const int LogBytes = 1 << 20;

    /// <summary>The longest a claim may wait for work: 20 s.</summary>
    public const int ClaimWaitSeconds = 20;

    /// <summary>Assignments asked for in one claim: 16.</summary>
    public const int ClaimsAtOnce = 16;

    /// <summary>Offers in one page: 256.</summary>
    public const int OffersAtOnce = 256;

    /// <summary>Leases reported in one heartbeat: 64.</summary>
    public const int HeartbeatLeases = 64;

    /// <summary>Cached packages reported in one heartbeat: 256, most recently used first.</summary>
    public const int HeartbeatPackages = 256;

    /// <summary>Chunks asked for in one message: 4,096, about a gigabyte.</summary>
    public const int ChunksAtOnce = 4_096;

    /// <summary>Characters of the address at which a node serves others: 200.</summary>
    public const int AddressLength = 200;

    /// <summary>Characters of a name (node, operator, package, region): 64.</summary>
    public const int NameLength = 64;

    /// <summary>Most characters of the name of what a node renders with: several GPUs are named one after the other.</summary>
    public const int DeviceLength = 512;

    /// <summary>Characters of a free-text message (a fault's, a notice's): 2,000.</summary>
    public const int MessageLength = 2_000;
}
