using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Desks;

/// <summary>Where nodes turn to. Every call may come late, twice or out of order; the answers say so, and nothing is paid twice.</summary>
/// <remarks>The host checks that a request is signed by the node it names before it calls; <see cref="KeyOf"/> gives the key.</remarks>
public interface INodeDesk
{
    /// <summary>The public key (SubjectPublicKeyInfo, DER) of a registered node; null where there is none of that id.</summary>
    byte[]? KeyOf(NodeId node);

    /// <summary>Verifies a signature with the key of a registered node; null where there is none of that id. Safe from any thread and free of imports.</summary>
    SignatureCheck? Verify(NodeId node, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <summary>A node joins, or tells what changed. The id follows from the key.</summary>
    Task<Outcome<NodeRegistered>> Register(RegisterNode message, CancellationToken cancellationToken);

    /// <summary>A node asks for work; waits for some as long as it says.</summary>
    Task<Outcome<WorkAssigned>> Claim(NodeId node, ClaimWork message, CancellationToken cancellationToken);

    /// <summary>Shows a node what it could work on.</summary>
    /// <param name="node">The node.</param>
    /// <param name="after">The last job of the page before; null: from the beginning.</param>
    /// <param name="max">Most offers, 1 to <see cref="WireLimits.OffersAtOnce"/>.</param>
    /// <param name="misfits">Whether jobs are shown too that it is not fit for, with the reasons.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Outcome<OfferPage>> Offers(NodeId node, JobId? after, int max, bool misfits, CancellationToken cancellationToken);

    /// <summary>A node lives and asks for its leases' renewal.</summary>
    Task<Outcome<HeartbeatReply>> Beat(NodeId node, Heartbeat message, CancellationToken cancellationToken);

    /// <summary>A node sends back what the answer to its heartbeat brought.</summary>
    /// <param name="node">The node.</param>
    /// <param name="message">What it sends.</param>
    /// <param name="arrived">When its request began to arrive, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Outcome<EchoTaken>> Answer(NodeId node, Echo message, long arrived, CancellationToken cancellationToken);

    /// <summary>A replica's node commits to its result.</summary>
    Task<Outcome<CommitmentAccepted>> Submit(NodeId node, SubmitCommitment message, CancellationToken cancellationToken);

    /// <summary>A node delivers a task.</summary>
    Task<Outcome<ReceiptAccepted>> Submit(NodeId node, SubmitReceipt message, CancellationToken cancellationToken);

    /// <summary>An auditor, or a node in validation, tells what it computed.</summary>
    Task<Outcome<AuditAccepted>> Submit(NodeId node, SubmitAudit message, CancellationToken cancellationToken);

    /// <summary>An arbiter commits to what it computed of a disputed block.</summary>
    Task<Outcome<VoteTaken>> Submit(NodeId node, CommitVote message, CancellationToken cancellationToken);

    /// <summary>An arbiter shows what it committed to.</summary>
    Task<Outcome<VoteTaken>> Submit(NodeId node, RevealVote message, CancellationToken cancellationToken);

    /// <summary>A node gives a lease back.</summary>
    Task<Outcome<LeaseFailed>> Fail(NodeId node, FailLease message, CancellationToken cancellationToken);

    /// <summary>Whether a node may read a blob: manifests and files of scene packages only, never a result or a log, so that an auditor stays blind; and only where a job that uses the package lets its scene be.</summary>
    Task<bool> MayRead(NodeId node, Digest blob, CancellationToken cancellationToken);

    /// <summary>How a node can put a file together that it may read.</summary>
    Task<Outcome<BlobSources>> Sources(NodeId node, Digest file, CancellationToken cancellationToken);

    /// <summary>A node tells what it received of a file from other nodes.</summary>
    Task<Outcome<BytesCounted>> Received(NodeId node, Digest file, BytesReceived message, CancellationToken cancellationToken);

    /// <summary>The largest blob a node may store now, bytes: what the largest task that it holds can give, or a log. 0: it holds no lease.</summary>
    long StoreLimit(NodeId node);
}
