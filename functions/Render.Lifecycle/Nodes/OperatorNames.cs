using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Nodes;

/// <summary>
/// Who holds which operator's name: the key that was first told with it. From then on every new node of that name needs the key's signature, so that no stranger's node locks its stake from the
/// operator's account. A name that nobody holds is anybody's, and one that nodes without a key have joined under stays so.
/// </summary>
internal sealed class OperatorNames(IState state, TaskBoard board, TimeProvider clock)
{
    /// <summary>Partition of the names.</summary>
    public const string Partition = "operators";

    /// <summary>Why a new node may not join under its operator's name; null: it may. A name that is free is taken, whatever comes of the node.</summary>
    /// <param name="message">What the node says.</param>
    /// <param name="node">SHA-256 of its key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Refusal?> Check(RegisterNode message, Digest node, CancellationToken cancellationToken)
    {
        var owner = message.Operator;
        if (message.OperatorProof is { } proof && NodeSignature.Verify(proof.PublicKey, new OperatorStatement(owner, node).ToArray(), proof.Signature) != SignatureCheck.Valid)
            return new Refusal(
                RefusalKind.Invalid, RefusalCodes.OperatorUnproven, $"The signature for {owner} is not one of this node by the key that comes with it.", "Start the node with --operator-key again.");
        while (true)
        {
            var held = await state.Get<OperatorName>(Partition, owner.Value, cancellationToken);
            if (held is not null)
                return message.OperatorProof is { } shown && held.Value.PublicKey.AsSpan().SequenceEqual(shown.PublicKey)
                    ? null
                    : new Refusal(
                        RefusalKind.Forbidden, RefusalCodes.OperatorUnproven, $"{owner} belongs to whoever has its key, and that did not sign this node.",
                        "Start the node with the operator's own --operator-key, or choose another --operator.");
            if (message.OperatorProof is not { } first)
                return null;
            if (board.Nodes().Any(other => other.Record.Operator == owner))
                return new Refusal(
                    RefusalKind.Conflict, RefusalCodes.OperatorUnproven, $"Nodes have joined as {owner} without a key: the name can be nobody's any more.", "Choose another --operator.");
            // Another one may be first.
            if ((await state.Commit(Partition, [StateWrite.Insert(owner.Value, new OperatorName(owner, first.PublicKey, clock.GetUtcNow()))], cancellationToken)).Succeeded)
                return null;
        }
    }
}

/// <summary>A name that is held.</summary>
/// <param name="Id">The operator.</param>
/// <param name="PublicKey">The key that holds it, SubjectPublicKeyInfo.</param>
/// <param name="Since">Since when.</param>
internal sealed record OperatorName(OperatorId Id, byte[] PublicKey, DateTimeOffset Since);
