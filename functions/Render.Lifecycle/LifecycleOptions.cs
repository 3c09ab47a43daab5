using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle;

/// <summary>What a host may set. Rules that money depends on are policy, not options.</summary>
public sealed record LifecycleOptions
{
    /// <summary>The network's name; its SHA-256 is part of everything signed.</summary>
    public string NetworkName { get; init; } = "render-local";

    /// <summary>The network's id.</summary>
    public Digest NetworkId => Digest.Of(System.Text.Encoding.UTF8.GetBytes(NetworkName));

    /// <summary>Name of the engine whose bytes are the standard.</summary>
    public string EngineName { get; init; } = "render-tracing";

    /// <summary>How a spec's tasks are rendered.</summary>
    public RenderSettings SettingsOf(JobSpec spec) => RenderSettings.Of(spec, spec.Statistical ? EngineNames.Statistical(EngineName) : EngineName, EngineBuild);

    /// <summary>Build of the engine that the network accepts; a node of any other is refused. The host says it, since it is the host that holds the engine.</summary>
    public required uint EngineBuild { get; init; }

    /// <summary>Digest of that build; null: any binary that states the build.</summary>
    public Digest? EngineDigest { get; init; }

    /// <summary>The same for devices that take statistical jobs only.</summary>
    public Digest? StatisticalEngineDigest { get; init; }

    /// <summary>A lease lives this long after its grant or renewal. Default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Nodes send a heartbeat this often. Default 5 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A drawn auditor has this long to take the audit. Default 20 s.</summary>
    public TimeSpan AuditAnswer { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often expired leases are looked for. Default 250 ms.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long nodes that wait have to take tasks that opened, before sleeping workers are woken for the rest. Default 250 ms.</summary>
    public TimeSpan FirstRefusal { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Most sleeping workers woken for a tier within a minute; 0: none. Default 32.</summary>
    public int WakeUps { get; init; } = 32;

    /// <summary>How long receipts are gathered for one reveal. Default 20 ms.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often standings are written. Default 1 s.</summary>
    public TimeSpan Flush { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A group workflow checks its rows at least this often, doubling up to ten minutes. Default 10 s.</summary>
    public TimeSpan SafetyNet { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wall time after which a node gives a task up, however long it was expected to take; see <see cref="Network.Scheduling.LeaseLimit"/>. Default 30 minutes.</summary>
    public TimeSpan MaxTaskTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How far a node's clock may lie from the coordinator's in a receipt. Default 10 minutes.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A node may begin to read a file at another this long after it was told of it. Default 10 minutes.</summary>
    public TimeSpan GrantLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A quote can be accepted this long. Default 1 hour.</summary>
    public TimeSpan QuoteValidity { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Reveals of one beacon chain. Default 2¹⁶.</summary>
    public int BeaconLength { get; init; } = 1 << 16;

    /// <summary>Policy of a network whose ledger is empty yet; ignored ever after, since the ledger has it.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>Whether test tokens can be had. Only on a network of one machine.</summary>
    public bool Faucet { get; init; }

    /// <summary>Stake locked for a node that joins; where the operator lacks it, the faucet grants it (if there is one). Default 1,000 tokens.</summary>
    public Tokens Stake { get; init; } = Tokens.FromWhole(1_000);

    /// <summary>Who pays where a spec names nobody. Default: <c>local</c>.</summary>
    public CreatorId DefaultCreator { get; init; } = CreatorId.Parse("local");

    /// <summary>Where the coordinator and its store stand. Default: not said, so jobs that are kept to places are refused.</summary>
    public StorePlace Store { get; init; } = new();

    /// <summary>What this coordinator accepts of a spec.</summary>
    public SpecLimits Limits { get; init; } = SpecLimits.Default;

}
