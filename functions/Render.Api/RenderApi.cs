using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Render.Api.Audits;
using Render.Api.Auth;
using Render.Api.Blobs;
using Render.Api.Chain;
using Render.Api.Commitments;
using Render.Api.Creators;
using Render.Api.Disputes;
using Render.Api.Engines;
using Render.Api.Epochs;
using Render.Api.Events;
using Render.Api.Health;
using Render.Api.Jobs;
using Render.Api.Leases;
using Render.Api.Ledger;
using Render.Api.Nodes;
using Render.Api.Packages;
using Render.Api.Problems;
using Render.Api.Quotes;
using Render.Api.Receipts;
using Render.Api.Wallets;
using Render.Lifecycle.Ports;

namespace Render.Api;

/// <summary>The HTTP API, for any host that offers the lifecycle's desks, <c>IBlobs</c> and <c>INetworkEvents</c> as services, and <c>IBlobTransfers</c> where nodes may turn to the store itself.</summary>
public static class RenderApi
{
    /// <summary>Adds what the endpoints need beside the lifecycle's own services.</summary>
    /// <exception cref="ArgumentException">The admin token is too short to be one.</exception>
    public static IServiceCollection AddRenderApi(this IServiceCollection services, RenderApiOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new AdminToken(options.AdminToken));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBlobTransfers, ThroughCoordinator>();
        services.AddSingleton<NodeSignatures>();
        services.AddSingleton<ProblemFilter>();
        services.AddRenderHealth();
        return services;
    }

    /// <summary>Maps every endpoint under <c>/v1</c>.</summary>
    /// <param name="routes">The host's routes.</param>
    /// <param name="more">Maps what only this host has, under <c>/v1</c> too and for the admin token alone.</param>
    public static IEndpointRouteBuilder MapRenderApi(this IEndpointRouteBuilder routes, Action<IEndpointRouteBuilder>? more = null)
    {
        var open = routes.MapGroup("/v1").AddEndpointFilterFactory(ProblemFilter.Create);
        HealthRoutes.Map(open);
        NodeRoutes.MapSigned(open);
        LeaseRoutes.MapSigned(open);
        CommitmentRoutes.MapSigned(open);
        ReceiptRoutes.MapSigned(open);
        AuditRoutes.MapSigned(open);
        DisputeRoutes.MapSigned(open);
        BlobRoutes.Map(open);
        open.MapFallback("{**path}", static (HttpContext http) => ProblemResult.Of(ApiProblems.NoSuchPath(http.Request.Path)));

        var admin = open.MapGroup("").AddEndpointFilter<AdminOnly>();
        BlobRoutes.MapAdmin(admin);
        PackageRoutes.Map(admin);
        QuoteRoutes.Map(admin);
        JobRoutes.Map(admin);
        NodeRoutes.MapAdmin(admin);
        DisputeRoutes.Map(admin);
        EngineRoutes.Map(admin);
        CreatorRoutes.Map(admin);
        LedgerRoutes.Map(admin);
        EpochRoutes.Map(admin);
        ChainRoutes.Map(admin);
        WalletRoutes.Map(admin);
        EventRoutes.Map(admin);
        more?.Invoke(admin);
        return routes;
    }
}
