using Render.Worker.Cache;
using Render.Worker.Machine;
using Render.Worker.Peers;
using Render.Worker.Work;

namespace Render.Worker;

/// <summary>What a node is made of, where it is not the usual: for tests, and for other engines.</summary>
public sealed record NodeParts
{
    /// <summary>Time; default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Carries HTTP; null: sockets. The node does not dispose it.</summary>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>Serves other nodes over HTTP until disposed; null: nobody does.</summary>
    public Func<PeerDesk, CancellationToken, Task<IAsyncDisposable>>? PeerServer { get; init; }

    /// <summary>Makes the engine over the node's file cache; null: the tracer.</summary>
    public Func<FileCache, ITaskEngine>? Engine { get; init; }

    /// <summary>Measures; null: the tracer's bundled scene.</summary>
    public IBenchmark? Benchmark { get; init; }
}
