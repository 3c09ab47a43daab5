using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Nodes;

namespace Render.Lifecycle;

/// <summary>
/// The coordinator's life, for a host: <see cref="Recover"/> before the workflow engine starts, <see cref="Begin"/> once it runs, and
/// <see cref="Run"/> until the host stops. IWorkflows is first asked for in <see cref="Begin"/>, so a host may start its engine when it is.
/// </summary>
public sealed class Coordinator
{
    private readonly IServiceProvider services;

    internal Coordinator(IServiceProvider services) => this.services = services;

    /// <summary>Opens the ledger, rebuilds what is only in memory, and finishes what a crash interrupted. Before any request, workflow or activity.</summary>
    public async Task Recover(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<Recovery>().Run(cancellationToken);
        services.GetRequiredService<Readiness>().Recovered();
    }

    /// <summary>Starts the workflows of jobs and epochs that are not running yet. Once the engine runs; repeating it is harmless.</summary>
    public Task Begin(CancellationToken cancellationToken) => services.GetRequiredService<Resumption>().Run(cancellationToken);

    /// <summary>Runs the background steps until cancelled, then writes what is only in memory.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<Background>().Run(cancellationToken);
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await services.GetRequiredService<Standings>().Flush(grace.Token);
    }

    /// <summary>Takes away once what ran out: leases, audits, deadlines. <see cref="Run"/> does it all the time; a host that may be frozen between requests does it from a timer too.</summary>
    public Task Sweep(CancellationToken cancellationToken) => services.GetRequiredService<Background>().Sweep(cancellationToken);
}
