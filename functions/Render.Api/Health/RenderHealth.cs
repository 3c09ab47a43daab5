using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Render.Api.Health;

/// <summary>What <c>GET /v1/health/ready</c> asks. A host adds what only it has: a seat to hold, books that can be written.</summary>
public static class RenderHealth
{
    /// <summary>The tag of checks that readiness asks for.</summary>
    public const string Ready = "ready";

    /// <summary>A check that does not end within this counts as failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Adds a check to readiness.</summary>
    /// <typeparam name="T">Says in its result's description what is missing, in words that strangers may read.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">What is looked at.</param>
    public static IServiceCollection AddReadinessCheck<T>(this IServiceCollection services, string name)
        where T : class, IHealthCheck
    {
        services.AddHealthChecks().AddCheck<T>(name, HealthStatus.Unhealthy, [Ready], Patience);
        return services;
    }

    /// <summary>The checks that every host has.</summary>
    internal static IServiceCollection AddRenderHealth(this IServiceCollection services) => services
        .AddSingleton<ReadinessProbe>()
        .AddReadinessCheck<RecoveredCheck>("recovered")
        .AddReadinessCheck<StateCheck>("state")
        .AddReadinessCheck<BlobsCheck>("blobs")
        .AddReadinessCheck<LedgerCheck>("ledger");
}
