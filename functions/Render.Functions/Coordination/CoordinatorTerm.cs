using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Render.Api.Health;
using Render.Lifecycle;
using Render.Lifecycle.Chain;
using Render.Storage.Ledger;
using Render.Storage.Seat;

namespace Render.Functions.Coordination;

/// <summary>
/// The coordinator for as long as this process holds the seat: services of its own, recovered from what is stored, thrown away as a whole when the seat is lost. So nothing
/// that was remembered under one tenure is seen under another.
/// </summary>
internal sealed class CoordinatorTerm : IAsyncDisposable
{
    private readonly Tenure tenure;
    private readonly ServiceProvider services;
    private readonly RequestDelegate requests;
    private readonly CancellationTokenSource stop;
    private Task background = Task.CompletedTask;

    private CoordinatorTerm(Tenure tenure, ServiceProvider services)
    {
        (this.tenure, this.services) = (tenure, services);
        stop = CancellationTokenSource.CreateLinkedTokenSource(tenure.Lost, services.GetRequiredService<AppendBlobLedger>().Deposed);
        Over = stop.Token;
        requests = Pipeline(services);
    }

    /// <summary>Which tenure of the seat this is, from 1.</summary>
    public long Epoch => tenure.Epoch;

    /// <summary>Cancelled when the seat or the book is lost.</summary>
    public CancellationToken Over { get; }

    /// <summary>Begins: opens what is stored, recovers, starts what should run.</summary>
    /// <param name="tenure">The seat; disposed with this.</param>
    /// <param name="make">Makes the services.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CoordinatorTerm> Begin(Tenure tenure, TermServices make, CancellationToken cancellationToken)
    {
        ServiceProvider services;
        try
        {
            services = await make.Build(tenure, cancellationToken);
        }
        catch
        {
            // A seat that is not used is another's.
            await tenure.DisposeAsync();
            throw;
        }

        var term = new CoordinatorTerm(tenure, services);
        try
        {
            await make.WarnOfUnprotected(services.GetRequiredService<BlobServiceClient>(), cancellationToken);
            var coordinator = services.GetRequiredService<Coordinator>();
            var chain = services.GetService<IChain>();
            if (chain is not null)
                await chain.Open(cancellationToken);
            await coordinator.Recover(cancellationToken);
            await coordinator.Begin(cancellationToken);
            // The chain's side ends with the term alone; what fails there is tried again.
            term.background = Task.WhenAll(coordinator.Run(term.stop.Token), chain?.Run(term.stop.Token) ?? Task.CompletedTask);
            services.GetRequiredService<ReadyFlag>().Set();
            return term;
        }
        catch
        {
            await term.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves a request.</summary>
    public async Task Serve(HttpContext http)
    {
        await using var scope = services.CreateAsyncScope();
        var before = http.RequestServices;
        // The platform's own routing has found the function; ours finds the endpoint.
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await requests(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }

    /// <summary>Completes when the term ends: the seat is lost, or a background step ended though nobody stopped it.</summary>
    public async Task Ended()
    {
        var over = new TaskCompletionSource();
        await using var heard = Over.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), over);
        await await Task.WhenAny(over.Task, background);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await services.DisposeAsync();
        await tenure.DisposeAsync();
        stop.Dispose();
    }

    private static RequestDelegate Pipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseEndpoints(CoordinatorRoutes.Map);
        return app.Build();
    }
}
