using Render.Network.Messages;

namespace Render.Lifecycle.Results;

/// <summary>The stable codes of refusals.</summary>
public static class RefusalCodes
{
    /// <summary>The network settles on no chain.</summary>
    public const string NoChain = "chain-none";

    /// <summary>A spec has wrong fields; they are named one by one.</summary>
    public const string SpecInvalid = "spec-invalid";

    /// <summary>The job's data may not be where the store is.</summary>
    public const string StoreExcluded = "store-excluded";

    /// <summary>An attestation of a node's place is unreadable, or not of it, or not to be believed.</summary>
    public const string AttestationInvalid = "attestation-invalid";

    /// <summary>No such package is stored.</summary>
    public const string PackageUnknown = "package-unknown";

    /// <summary>The scene cannot be rendered here.</summary>
    public const string PackageRefused = "package-refused";

    /// <summary>The scene cannot be rendered as the settings ask.</summary>
    public const string SceneRefused = "scene-refused";

    /// <summary>The upload is larger than allowed.</summary>
    public const string UploadTooLarge = "upload-too-large";

    /// <summary>No such job.</summary>
    public const string JobUnknown = "job-unknown";

    /// <summary>The idempotency key was used for another spec.</summary>
    public const string KeyReused = "key-reused";

    /// <summary>The job's state does not allow it.</summary>
    public const string JobState = "job-state";

    /// <summary>The quote named is not the latest.</summary>
    public const string QuoteStale = "quote-stale";

    /// <summary>The quote can no longer be accepted.</summary>
    public const string QuoteExpired = "quote-expired";

    /// <summary>The tier found no price, or one beyond the spec's bound.</summary>
    public const string TierUnpriced = "tier-unpriced";

    /// <summary>The account holds too little.</summary>
    public const string BalanceTooLow = "balance-too-low";

    /// <summary>The amount is not above zero.</summary>
    public const string AmountInvalid = "amount-invalid";

    /// <summary>The operator's name is held by a key that did not sign the node.</summary>
    public const string OperatorUnproven = "operator-unproven";

    /// <summary>No account of a creator or an operator.</summary>
    public const string AccountInvalid = "account-invalid";

    /// <summary>Nothing can be sent to such an address.</summary>
    public const string AddressInvalid = "address-invalid";

    /// <summary>The network has no faucet.</summary>
    public const string NoFaucet = "no-faucet";

    /// <summary>No such task.</summary>
    public const string TaskUnknown = "task-unknown";

    /// <summary>There is no such frame yet.</summary>
    public const string FrameUnknown = "frame-unknown";

    /// <summary>There is no log yet.</summary>
    public const string LogUnknown = "log-unknown";

    /// <summary>No such node.</summary>
    public const string NodeUnknown = "node-unknown";

    /// <summary>The result cannot be disputed, or not so.</summary>
    public const string NotDisputable = "not-disputable";

    /// <summary>The arbiter's vote is not what it may be now.</summary>
    public const string VoteInvalid = "vote-invalid";

    /// <summary>No engine fault of such a class of devices is known.</summary>
    public const string DeviceClassUnknown = "device-class-unknown";

    /// <summary>The node is banned for good.</summary>
    public const string NodeBanned = "node-banned";

    /// <summary>The registration contradicts itself or the rules.</summary>
    public const string NodeInvalid = "node-invalid";

    /// <summary>The public key is not a P-256 key.</summary>
    public const string KeyInvalid = "key-invalid";

    /// <summary>The network accepts another build of the engine.</summary>
    public const string EngineBuild = "engine-build";

    /// <summary>The operator lacks the stake.</summary>
    public const string StakeTooLow = "stake-too-low";

    /// <summary>The lease is not the task's current one.</summary>
    public const string LeaseStale = "lease-stale";

    /// <summary>The job's tasks have no replicas: nothing is committed to.</summary>
    public const string NotReplicated = "not-replicated";

    /// <summary>Another commitment of the lease is recorded; it is final.</summary>
    public const string CommitmentFinal = "commitment-final";

    /// <summary>A replica's node commits before it delivers.</summary>
    public const string CommitmentMissing = "commitment-missing";

    /// <summary>The receipt and the salt do not open what the node committed to.</summary>
    public const string CommitmentMismatch = "commitment-mismatch";

    /// <summary>Not all replicas of the task have committed: see <see cref="Network.Messages.ProblemCodes.NotOpenYet"/>.</summary>
    public const string NotOpenYet = Network.Messages.ProblemCodes.NotOpenYet;

    /// <summary>The job takes no more results.</summary>
    public const string JobStopped = "job-stopped";

    /// <summary>The receipt's or report's bytes have the wrong form.</summary>
    public const string FormInvalid = "form-invalid";

    /// <summary>The signature does not verify.</summary>
    public const string SignatureInvalid = "signature-invalid";

    /// <summary>The signature's s is high: its low twin is the only accepted form.</summary>
    public const string SignatureHighS = "signature-high-s";

    /// <summary>A field of the receipt or report is not the assignment's.</summary>
    public const string FieldMismatch = "field-mismatch";

    /// <summary>The receipt's times make no sense.</summary>
    public const string TimesInvalid = "times-invalid";

    /// <summary>The result or the log is not stored.</summary>
    public const string BlobMissing = "blob-missing";

    /// <summary>The result file is malformed, or holds what no rendering can produce.</summary>
    public const string ResultInvalid = "result-invalid";

    /// <summary>A block counts more rays than its samples can have.</summary>
    public const string RaysImpossible = "rays-impossible";

    /// <summary>The tree rebuilt from the result is not the one signed.</summary>
    public const string RootMismatch = "root-mismatch";

    /// <summary>Another receipt of the same lease is recorded; the two together convict.</summary>
    public const string Equivocation = "equivocation";

    /// <summary>Chunks of an upload are not here.</summary>
    public const string ChunksMissing = ProblemCodes.ChunksMissing;

    /// <summary>A chunk list contradicts its chunks.</summary>
    public const string ChunkListInvalid = "chunk-list-invalid";

    /// <summary>A grant is not the coordinator's, not for this file and reader, or too old.</summary>
    public const string GrantInvalid = "grant-invalid";

    /// <summary>The chosen job has no open task, or the chosen task is another node's, or done.</summary>
    public const string TaskTaken = "task-taken";

    /// <summary>The node is not fit for the chosen job; the reasons are named one by one.</summary>
    public const string NotFit = "not-fit";

    /// <summary>The node failed with the chosen task, or its operator renders another replica of it.</summary>
    public const string TaskTried = "task-tried";

    /// <summary>The chosen job is left to others: they end it sooner.</summary>
    public const string LeftToOthers = "left-to-others";

    /// <summary>The chosen job's tier has more than its share, and one that the node could serve has less.</summary>
    public const string TierHasItsShare = "tier-has-its-share";

    /// <summary>The node has parked work that comes before the chosen job.</summary>
    public const string ParkedFirst = "parked-first";

    /// <summary>The epoch named is not the open one.</summary>
    public const string EpochNotOpen = "epoch-not-open";
}
