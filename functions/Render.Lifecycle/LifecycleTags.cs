namespace Render.Lifecycle;

/// <summary>Domain tags of what only the coordinator hashes, in the form of <see cref="Network.Proof.DomainTags"/>: 16 bytes, padded with zeros.</summary>
internal static class LifecycleTags
{
    /// <summary>A lease's id.</summary>
    public static ReadOnlySpan<byte> Lease => "render.leas.v1\0\0"u8;

    /// <summary>The order that a validation challenge stands for.</summary>
    public static ReadOnlySpan<byte> ValidationOrder => "render.vald.v1\0\0"u8;

    /// <summary>Which validation challenge a node gets.</summary>
    public static ReadOnlySpan<byte> ValidationNumber => "render.vnum.v1\0\0"u8;

    /// <summary>A frame's parts and view.</summary>
    public static ReadOnlySpan<byte> Frame => "render.fram.v1\0\0"u8;

    /// <summary>A job's id, from creator and idempotency key.</summary>
    public static ReadOnlySpan<byte> JobKey => "render.jkey.v1\0\0"u8;

    /// <summary>A counted pilot.</summary>
    public static ReadOnlySpan<byte> PilotKey => "render.pkey.v1\0\0"u8;
}
