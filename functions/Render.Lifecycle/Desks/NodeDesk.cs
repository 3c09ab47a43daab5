using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Lifecycle.Transfers;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Desks;

/// <inheritdoc cref="INodeDesk"/>
internal sealed class NodeDesk(
    TaskBoard board, AdmitNode admit, AssignWork assign, ReadOffers offers, RenewLeases renew, RecordCommitment commitments, RecordReceipt receipts, RecordAudit audits, RecordVote votes, EndLease end,
    ValidateNode validations, TimeRoundTrips trips, Places places, ReadableBlobs readable, FindSources sources, CountBytes bytes) : INodeDesk
{
    /// <inheritdoc/>
    public byte[]? KeyOf(NodeId node) => board.Node(node)?.Record.PublicKey;

    /// <inheritdoc/>
    public SignatureCheck? Verify(NodeId node, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        board.Node(node)?.Keys.Verify(message, signature);

    /// <inheritdoc/>
    public Task<Outcome<NodeRegistered>> Register(RegisterNode message, CancellationToken cancellationToken) => admit.Run(message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<WorkAssigned>> Claim(NodeId node, ClaimWork message, CancellationToken cancellationToken) => assign.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<OfferPage>> Offers(NodeId node, JobId? after, int max, bool misfits, CancellationToken cancellationToken) =>
        Task.FromResult(offers.Run(node, after, max, misfits));

    /// <inheritdoc/>
    public Task<Outcome<HeartbeatReply>> Beat(NodeId node, Heartbeat message, CancellationToken cancellationToken) => Task.FromResult(renew.Run(node, message));

    /// <inheritdoc/>
    public Task<Outcome<EchoTaken>> Answer(NodeId node, Echo message, long arrived, CancellationToken cancellationToken) => trips.Run(node, message, arrived, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<CommitmentAccepted>> Submit(NodeId node, SubmitCommitment message, CancellationToken cancellationToken) =>
        commitments.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<ReceiptAccepted>> Submit(NodeId node, SubmitReceipt message, CancellationToken cancellationToken) =>
        receipts.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<AuditAccepted>> Submit(NodeId node, SubmitAudit message, CancellationToken cancellationToken) =>
        audits.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<VoteTaken>> Submit(NodeId node, CommitVote message, CancellationToken cancellationToken) => votes.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<VoteTaken>> Submit(NodeId node, RevealVote message, CancellationToken cancellationToken) => votes.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<LeaseFailed>> Fail(NodeId node, FailLease message, CancellationToken cancellationToken) => end.Run(node, message, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> MayRead(NodeId node, Digest blob, CancellationToken cancellationToken)
    {
        if (board.Node(node) is not { Record.Status: not NodeStatus.Banned } found)
            return false;
        if (!readable.Contains(blob))
            // After a restart, a challenge handed out before it is known again once somebody asks.
            await validations.Due(found, cancellationToken);
        return readable.Find(blob) is { } known && readable.PlacesOf(known.Packages).ToList() is var policies
            && (policies.Exists(policy => policy.AllowsAll) || (policies.Count > 0 && places.Of(found) is var place && policies.Exists(policy => place.Misfit(policy) is null)));
    }

    /// <inheritdoc/>
    public Task<Outcome<BlobSources>> Sources(NodeId node, Digest file, CancellationToken cancellationToken) => sources.Run(node, file, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<BytesCounted>> Received(NodeId node, Digest file, BytesReceived message, CancellationToken cancellationToken) =>
        Task.FromResult(bytes.Run(node, file, message));

    /// <inheritdoc/>
    public long StoreLimit(NodeId node) => board.Node(node) is { } found
        ? board.Read(() => found.Renders.Values.Select(task => Math.Max(WireLimits.LogBytes, ResultLength(task.Id))).DefaultIfEmpty(0).Max())
        : 0;

    private static long ResultLength(TaskId task) => new ResultHeader(task.Region, task.Frame, task.Samples).FileLength;
}
