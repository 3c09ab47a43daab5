namespace Render.Network.Proof;

/// <summary>
/// The domain tags: 16 bytes of ASCII, padded with zeros, that open everything hashed or signed, so that bytes made for one
/// purpose never mean anything for another. All tags of the network stand here.
/// </summary>
public static class DomainTags
{
    /// <summary>Length of every tag in bytes: 16.</summary>
    public const int Size = 16;

    /// <summary>A block's sums, as a leaf of a commitment.</summary>
    public static ReadOnlySpan<byte> Leaf => "render.leaf.v1\0\0"u8;

    /// <summary>An inner node of a commitment.</summary>
    public static ReadOnlySpan<byte> Node => "render.node.v1\0\0"u8;

    /// <summary>A task's identity.</summary>
    public static ReadOnlySpan<byte> Task => "render.task.v1\0\0"u8;

    /// <summary>A job's spec.</summary>
    public static ReadOnlySpan<byte> Spec => "render.spec.v1\0\0"u8;

    /// <summary>The settings that decide a task's bytes.</summary>
    public static ReadOnlySpan<byte> Settings => "render.sett.v1\0\0"u8;

    /// <summary>A quote.</summary>
    public static ReadOnlySpan<byte> Quote => "render.quot.v1\0\0"u8;

    /// <summary>The key of a pilot's draw.</summary>
    public static ReadOnlySpan<byte> Pilot => "render.pilt.v1\0\0"u8;

    /// <summary>An order: quote, spec and package.</summary>
    public static ReadOnlySpan<byte> Order => "render.ordr.v1\0\0"u8;

    /// <summary>A node's receipt.</summary>
    public static ReadOnlySpan<byte> Receipt => "render.rcpt.v1\0\0"u8;

    /// <summary>An auditor's report.</summary>
    public static ReadOnlySpan<byte> AuditReport => "render.audt.v1\0\0"u8;

    /// <summary>A replica's commitment to its root.</summary>
    public static ReadOnlySpan<byte> ReplicaCommitment => "render.comt.v1\0\0"u8;

    /// <summary>What a node signs about its replica's commitment.</summary>
    public static ReadOnlySpan<byte> CommitmentStatement => "render.cmst.v1\0\0"u8;

    /// <summary>What an operator signs about a node of its own.</summary>
    public static ReadOnlySpan<byte> OperatorStatement => "render.oper.v1\0\0"u8;

    /// <summary>A creator's commitment to its salt.</summary>
    public static ReadOnlySpan<byte> CreatorSalt => "render.salt.v1\0\0"u8;

    /// <summary>The seed of a receipt's challenge.</summary>
    public static ReadOnlySpan<byte> Challenge => "render.chal.v1\0\0"u8;

    /// <summary>The stream that decides whether a challenge draws a block more than its rate gives whole.</summary>
    public static ReadOnlySpan<byte> DrawCount => "render.dcnt.v1\0\0"u8;

    /// <summary>The stream that draws a challenge's blocks.</summary>
    public static ReadOnlySpan<byte> DrawBlocks => "render.dblk.v1\0\0"u8;

    /// <summary>The stream that draws a challenge's auditor.</summary>
    public static ReadOnlySpan<byte> DrawAuditor => "render.daud.v1\0\0"u8;

    /// <summary>The stream that decides whether an audit is repeated on the reference CPU.</summary>
    public static ReadOnlySpan<byte> DrawRepeat => "render.drep.v1\0\0"u8;

    /// <summary>The seed and the stream that draw a dispute's panel.</summary>
    public static ReadOnlySpan<byte> DrawPanel => "render.dpnl.v1\0\0"u8;

    /// <summary>An arbiter's vote on a leaf.</summary>
    public static ReadOnlySpan<byte> Vote => "render.vote.v1\0\0"u8;

    /// <summary>A ledger entry.</summary>
    public static ReadOnlySpan<byte> LedgerEntry => "render.ledg.v1\0\0"u8;

    /// <summary>A policy's values.</summary>
    public static ReadOnlySpan<byte> Policy => "render.plcy.v1\0\0"u8;

    /// <summary>A candidate list from which an auditor is drawn.</summary>
    public static ReadOnlySpan<byte> Candidates => "render.cand.v1\0\0"u8;

    /// <summary>The evidence a verdict was decided on.</summary>
    public static ReadOnlySpan<byte> Evidence => "render.evid.v1\0\0"u8;

    /// <summary>A signed HTTP request of a node.</summary>
    public static ReadOnlySpan<byte> Request => "render.http.v1\0\0"u8;

    /// <summary>A file's chunk list.</summary>
    public static ReadOnlySpan<byte> Chunks => "render.chnk.v1\0\0"u8;

    /// <summary>Leave to read a file at another node.</summary>
    public static ReadOnlySpan<byte> PeerGrant => "render.peer.v1\0\0"u8;

    /// <summary>Which holders of a file a reader is sent to.</summary>
    public static ReadOnlySpan<byte> DrawPeers => "render.dper.v1\0\0"u8;

    /// <summary>An attestor's statement about where a node stands.</summary>
    public static ReadOnlySpan<byte> PlaceStatement => "render.plac.v1\0\0"u8;

    /// <summary>What a node's key signs to be registered by an operator on a chain.</summary>
    public static ReadOnlySpan<byte> NodeRegistration => "render.nreg.v1\0\0"u8;
}
