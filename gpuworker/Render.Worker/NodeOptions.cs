using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Tracing.Rendering;
using Render.Worker.Identity;

namespace Render.Worker;

/// <summary>How a node runs.</summary>
public sealed record NodeOptions
{
    /// <summary>The coordinator's base address, e.g. <c>http://127.0.0.1:7070</c>.</summary>
    public required Uri Coordinator { get; init; }

    /// <summary>The node's own folder: key, unfinished work, finished work that is not delivered yet. One process at a time.</summary>
    public required string Home { get; init; }

    /// <summary>A name for people, 1 … 64 characters; default the machine's name.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>Who owns the node. Audits of its work go to nodes of others.</summary>
    public required OperatorId Operator { get; init; }

    /// <summary>The operator's key, which signs the node in; null, the default: none. Its owner disposes of it.</summary>
    public OperatorKey? OperatorKey { get; init; }

    /// <summary>Where the node stands, e.g. <c>eu-west</c>; default <c>local</c>.</summary>
    public string Region { get; init; } = "local";

    /// <summary>The jurisdiction the node stands in, ISO 3166-1 alpha-2; default empty: not said.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>What an attestor signed about where the node stands, see <see cref="Network.Proof.PlaceStatement"/>; null, the default: nothing.</summary>
    public byte[]? Attestation { get; init; }

    /// <summary>Threads to render with, 1 … 1,024; default every logical processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Share of these threads' time that the node can count on, above 0 and at most 1; default 1. The speed it tells is that of its benchmark times this.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Lowest price a work unit; default zero: any.</summary>
    public Tokens AskPrice { get; init; }

    /// <summary>Least record of a creator that it works for, [0, 1]; default 0: anybody.</summary>
    public double MinCreator { get; init; }

    /// <summary>Folder of the file cache; nodes on one machine may share it. Default: <c>cache</c> in <see cref="Home"/>.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Most bytes of files the cache keeps on disk; default 8 GiB.</summary>
    public long CacheBytes { get; init; } = 8L << 30;

    /// <summary>Most bytes of memory for one prepared scene and its task; default half of what the machine has. A larger scene is refused, in words.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Folder of files shared by the nodes of this machine: the benchmark's lock and its result. Default: <see cref="Home"/>.</summary>
    public string? MachineFolder { get; init; }

    /// <summary>Finished tasks that may wait for delivery before the node stops claiming; default 4.</summary>
    public int UndeliveredTasks { get; init; } = 4;

    /// <summary>
    /// The node drains once nothing was assigned to it for this long, be it that there is no work or that nobody answers; until it has joined, a
    /// minute at least. Its own benchmark does not count. Null, the default: it waits for ever.
    /// </summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>What it would rather work on: it looks at the open jobs and claims by this, and takes what it is given where there is nothing of it. Null, the default: it takes what it is given.</summary>
    public Choosing.ChoiceWish? Choose { get; init; }

    /// <summary>Where other nodes reach this one to read scene files that it holds; null: it serves none. Needs <see cref="NodeParts.PeerServer"/>.</summary>
    public Uri? ChunkAddress { get; init; }

    /// <summary>Most bytes that it serves to other nodes a second; default 32 MiB.</summary>
    public long ServeBytesPerSecond { get; init; } = 32L << 20;

    /// <summary>An IPFS gateway that is asked for chunks of scene files; null: none.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>What the tracer traces on; null: the processor, with <see cref="Threads"/>. Whoever made it disposes it, after the node has ended.</summary>
    public ITracingDevice? Device { get; init; }

    /// <summary>What renders. Null: the tracer.</summary>
    public Func<Work.ITaskEngine, Work.ITaskEngine>? EngineDecorator { get; init; }
}
