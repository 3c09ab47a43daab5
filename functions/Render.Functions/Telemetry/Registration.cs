using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Telemetry;

namespace Render.Functions.Telemetry;

/// <summary>Exports traces, counts and log lines to Application Insights, where the app's settings name one.</summary>
internal static class Registration
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Adds OpenTelemetry: the Functions worker's spans, and the lifecycle's, from submission to settlement.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry();
        telemetry.UseFunctionsWorkerDefaults();
        telemetry
            .WithTracing(tracing => tracing.AddSource(LifecycleTelemetry.SourceName))
            .WithMetrics(metrics => metrics.AddMeter(LifecycleTelemetry.MeterName));
        if (configuration[Connection] is not { Length: > 0 } connection)
            return services;
        var credential = Credential(configuration[Authentication]);
        void Where(AzureMonitorExporterOptions options) => options.ConnectionString = connection;
        telemetry
            .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(Where, credential))
            .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Where, credential))
            .WithLogging(logs => logs.AddAzureMonitorLogExporter(Where, credential));
        return services;
    }

    /// <summary>The platform's form: <c>Authorization=AAD;ClientId=…</c>; without a client id the app's system-assigned identity.</summary>
    /// <exception cref="InvalidOperationException">It is of another form.</exception>
    internal static TokenCredential? Credential(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return null;
        var parts = setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part.Length > 1 ? part[1] : "", StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("Authorization", out var how) || how != "AAD")
            throw new InvalidOperationException($"{Authentication} is '{setting}': write Authorization=AAD;ClientId=ID, or leave it out.");
        return new ManagedIdentityCredential(
            parts.TryGetValue("ClientId", out var id) ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
    }
}
