using OpenTelemetry;
using OpenTelemetry.Resources;
using Render.Lifecycle.Telemetry;
using Render.Local.Cli;
using Render.Worker.Work;

namespace Render.Local.Host;

/// <summary>
/// Sends this process' spans and measurements to an OpenTelemetry collector, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other
/// <c>OTEL_</c> variables mean what OpenTelemetry says. Without it nothing listens and nothing is made.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>The variable that turns it on.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Begins to export until disposed, which sends what is left.</summary>
    /// <param name="service">What the process is, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    /// <param name="instance">Which one of them.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <returns>Null where the variable is not set.</returns>
    /// <exception cref="CommandFailedException">It names no address.</exception>
    public static IDisposable? Start(string service, string instance, Func<string, string?> variable)
    {
        if (variable(Endpoint) is not { Length: > 0 } endpoint)
            return null;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new CommandFailedException(ExitCode.BadInput, $"{Endpoint} is '{endpoint}', which is no address.", "Write http://HOST:4317, or leave it unset.");
        return OpenTelemetrySdk.Create(builder => builder
            .ConfigureResource(resource => resource.AddService(
                variable("OTEL_SERVICE_NAME") is { Length: > 0 } named ? named : service, serviceVersion: BuildVersion.Text, serviceInstanceId: instance))
            .WithTracing(tracing => tracing.AddSource(LifecycleTelemetry.SourceName, WorkTrace.SourceName))
            .WithMetrics(metrics => metrics.AddMeter(LifecycleTelemetry.MeterName))
            .UseOtlpExporter());
    }
}
