using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle;
using Render.Local.Cli;

namespace Render.Local.Host;

/// <summary>How a coordinator runs on one machine.</summary>
public sealed record CoordinatorOptions
{
    /// <summary>The port that is used where nothing is said.</summary>
    public const int DefaultPort = 7070;

    /// <summary>Where its state is.</summary>
    public required HomeFolder Home { get; init; }

    /// <summary>The address to listen on; default loopback: nobody else can reach it.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0: any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Where blobs are kept and wake-ups travel; a network stays with its first choice. Default files.</summary>
    public StorageKind Storage { get; init; }

    /// <summary>Whether the network's money is on the home's local chain; a network stays with its first choice. Default not.</summary>
    public bool Chain { get; init; }

    /// <summary>Threads of the reference CPU; default a quarter of the cores, at least 1.</summary>
    public int ReferenceThreads { get; init; } = Math.Max(1, Environment.ProcessorCount / 4);

    /// <summary>Whether the inbox folder is watched.</summary>
    public bool Inbox { get; init; } = true;

    /// <summary>Whether everything is logged, and not only what went wrong.</summary>
    public bool Verbose { get; init; }

    /// <summary>Changes what the coordinator is made of; tests put a full disk here.</summary>
    internal Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Changes the lifecycle's settings, e.g. to shorter leases.</summary>
    public Func<LifecycleOptions, LifecycleOptions> Lifecycle { get; init; } = options => options;
}
