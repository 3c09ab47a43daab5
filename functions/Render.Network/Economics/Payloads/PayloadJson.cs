using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Render.Network.Economics.Payloads;

/// <summary>Payloads as the canonical JSON that ledger entries hold and hash.</summary>
public static class PayloadJson
{
    /// <summary>The canonical JSON.</summary>
    public static byte[] Write(LedgerPayload payload) => JsonSerializer.SerializeToUtf8Bytes(payload, TypeOf(payload.EntryKind()));

    /// <summary>Reads the payload of an entry.</summary>
    /// <exception cref="JsonException">The bytes are not the canonical JSON of the kind's payload.</exception>
    public static LedgerPayload Read(LedgerEntryKind kind, ReadOnlySpan<byte> json)
    {
        var payload = JsonSerializer.Deserialize(json, TypeOf(kind)) as LedgerPayload ?? throw new JsonException("The payload is null.");
        return json.SequenceEqual(Write(payload)) ? payload : throw new JsonException("The payload is not in its canonical form.");
    }

    /// <summary>Reads the payload of an entry whose kind the caller knows.</summary>
    /// <exception cref="JsonException">The bytes are not the canonical JSON of such a payload.</exception>
    public static T Read<T>(LedgerEntry entry)
        where T : LedgerPayload => (T)Read(entry.Kind, entry.Payload.Span);

    private static JsonTypeInfo TypeOf(LedgerEntryKind kind)
    {
        var types = CanonicalJson.Types;
        return kind switch
        {
            LedgerEntryKind.Genesis => types.Genesis,
            LedgerEntryKind.Faucet => types.FaucetGranted,
            LedgerEntryKind.StakeLocked => types.StakeLocked,
            LedgerEntryKind.StakeReleased => types.StakeReleased,
            LedgerEntryKind.EscrowLocked => types.EscrowLocked,
            LedgerEntryKind.EscrowToppedUp => types.EscrowToppedUp,
            LedgerEntryKind.ReceiptRecorded => types.ReceiptRecorded,
            LedgerEntryKind.BeaconAnchored => types.BeaconAnchored,
            LedgerEntryKind.BeaconRevealed => types.BeaconRevealed,
            LedgerEntryKind.AuditRecorded => types.AuditRecorded,
            LedgerEntryKind.VerdictRecorded => types.VerdictRecorded,
            LedgerEntryKind.Slashed => types.Slashed,
            LedgerEntryKind.JobSettled => types.JobSettled,
            LedgerEntryKind.JobRefunded => types.JobRefunded,
            LedgerEntryKind.EpochClosed => types.EpochClosed,
            LedgerEntryKind.PolicyChanged => types.PolicyChanged,
            LedgerEntryKind.ReplicaCommitted => types.ReplicaCommitted,
            LedgerEntryKind.ReplicasCompared => types.ReplicasCompared,
            LedgerEntryKind.DisputeOpened => types.DisputeOpened,
            LedgerEntryKind.ArbitersDrawn => types.ArbitersDrawn,
            LedgerEntryKind.ArbiterCommitted => types.ArbiterCommitted,
            LedgerEntryKind.ArbiterRevealed => types.ArbiterRevealed,
            LedgerEntryKind.DisputeDecided => types.DisputeDecided,
            LedgerEntryKind.RangesCompared => types.RangesCompared,
            LedgerEntryKind.Deposited => types.Deposited,
            LedgerEntryKind.Withdrawn => types.Withdrawn,
            _ => throw new JsonException($"There is no entry kind {(int)kind}."),
        };
    }
}
