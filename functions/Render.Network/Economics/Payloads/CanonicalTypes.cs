using System.Text.Json.Serialization;
using Render.Network.Governance;

namespace Render.Network.Economics.Payloads;

/// <summary>Generated serializers: the order of members is that of the source, on every machine.</summary>
[JsonSerializable(typeof(Policy))]
[JsonSerializable(typeof(VerdictProof))]
[JsonSerializable(typeof(AuditBundle))]
[JsonSerializable(typeof(Genesis))]
[JsonSerializable(typeof(FaucetGranted))]
[JsonSerializable(typeof(StakeLocked))]
[JsonSerializable(typeof(StakeReleased))]
[JsonSerializable(typeof(EscrowLocked))]
[JsonSerializable(typeof(EscrowToppedUp))]
[JsonSerializable(typeof(ReceiptRecorded))]
[JsonSerializable(typeof(BeaconAnchored))]
[JsonSerializable(typeof(BeaconRevealed))]
[JsonSerializable(typeof(AuditRecorded))]
[JsonSerializable(typeof(VerdictRecorded))]
[JsonSerializable(typeof(Slashed))]
[JsonSerializable(typeof(JobSettled))]
[JsonSerializable(typeof(JobRefunded))]
[JsonSerializable(typeof(EpochClosed))]
[JsonSerializable(typeof(PolicyChanged))]
[JsonSerializable(typeof(ReplicaCommitted))]
[JsonSerializable(typeof(ReplicasCompared))]
[JsonSerializable(typeof(RangesCompared))]
[JsonSerializable(typeof(DisputeOpened))]
[JsonSerializable(typeof(ArbitersDrawn))]
[JsonSerializable(typeof(ArbiterCommitted))]
[JsonSerializable(typeof(ArbiterRevealed))]
[JsonSerializable(typeof(DisputeDecided))]
[JsonSerializable(typeof(Deposited))]
[JsonSerializable(typeof(Withdrawn))]
internal sealed partial class CanonicalTypes : JsonSerializerContext;
