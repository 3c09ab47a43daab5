using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Tracing.Ilgpu.Devices;
using Render.Worker.Identity;

namespace Render.WorkerJob.Settings;

/// <summary>What the environment says; see <see cref="Variables"/>.</summary>
internal sealed record WorkerSettings
{
    /// <summary>Seconds that a container job waits for a wake-up where nothing is said.</summary>
    public static readonly TimeSpan DefaultWakeWait = TimeSpan.FromSeconds(30);

    /// <summary>Seconds without work after which a container job ends where nothing is said.</summary>
    public static readonly TimeSpan DefaultIdle = TimeSpan.FromSeconds(60);

    /// <summary>A platform's usual half a minute, less what it takes to be told.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(25);

    /// <summary>The coordinator's address.</summary>
    public required Uri Coordinator { get; init; }

    /// <summary>Who owns the node.</summary>
    public required OperatorId Operator { get; init; }

    /// <summary>Folder of all homes.</summary>
    public required string Home { get; init; }

    /// <summary>How many homes there may be.</summary>
    public int Homes { get; init; } = 1;

    /// <summary>The operator's key; null: none.</summary>
    public OperatorKey? OperatorKey { get; init; }

    /// <summary>A name for people.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>Where it stands.</summary>
    public string Region { get; init; } = "local";

    /// <summary>The jurisdiction it stands in; empty: none said.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>What an attestor signed about its place; null: nothing.</summary>
    public byte[]? Attestation { get; init; }

    /// <summary>Threads to render with.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What to trace with.</summary>
    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    /// <summary>Share of their time that the node can count on.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Lowest price of a work unit.</summary>
    public Tokens Ask { get; init; }

    /// <summary>Folder of the file cache.</summary>
    public required string Cache { get; init; }

    /// <summary>Most bytes that the cache keeps.</summary>
    public long CacheBytes { get; init; } = 8L << 30;

    /// <summary>Most bytes of memory; null: half of what there is.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Where wake-ups come from; null: nowhere, a community node.</summary>
    public WakeSource? Wake { get; init; }

    /// <summary>How long to wait for a wake-up; null: for ever.</summary>
    public TimeSpan? WakeWait { get; init; } = DefaultWakeWait;

    /// <summary>How long to stay without work; null: for ever.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>Time from SIGTERM to SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>Whether log lines are JSON.</summary>
    public bool JsonLog { get; init; }

    /// <summary>The file that shows that the worker lives.</summary>
    public required string Health { get; init; }
}

/// <summary>Where wake-ups come from: queues by address with a managed identity, or an emulator's by name.</summary>
/// <param name="Queues">Addresses; empty for an emulator.</param>
/// <param name="Identity">Client id of the managed identity; null: whoever is signed in.</param>
/// <param name="Emulator">The emulator's connection string; null: none.</param>
/// <param name="Pools">Names of the emulator's queues.</param>
internal sealed record WakeSource(IReadOnlyList<Uri> Queues, string? Identity, string? Emulator, IReadOnlyList<string> Pools);
