using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Render.Api;
using Render.Functions.Coordination;
using Render.Lifecycle;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Tests.Http;

public sealed class EndpointTests
{
    private static readonly IReadOnlyList<(string Name, MethodInfo Method)> Functions =
    [
        .. from type in typeof(CoordinatorKeeper).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           select (method.GetCustomAttribute<FunctionAttribute>()!.Name, method),
    ];

    [Fact]
    public void HttpFunctions_AndEndpointsOfTheApi_AreTheSame()
    {
        var functions = from function in Functions
                        from trigger in Triggers<HttpTriggerAttribute>(function.Method)
                        from method in trigger.Methods!
                        select $"{method.ToUpperInvariant()} /{trigger.Route}";

        Assert.Equal(Endpoints().Order(StringComparer.Ordinal), functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OrchestrationFunctions_AndWorkflows_AreTheSame() =>
        Assert.Equal(
            new WorkflowCatalog().AddRenderLifecycle().Workflows.Select(workflow => workflow.Name).Order(StringComparer.Ordinal), Named<OrchestrationTriggerAttribute>());

    [Fact]
    public void ActivityFunctions_AndActivities_AreTheSame() =>
        Assert.Equal(
            new WorkflowCatalog().AddRenderLifecycle().Activities.Select(activity => activity.Name).Order(StringComparer.Ordinal), Named<ActivityTriggerAttribute>());

    /// <summary>The platform keeps away instances whose version this build does not know.</summary>
    [Fact]
    public void HostJson_DefaultVersion_IsTheNewestOfAnyWorkflow()
    {
        using var host = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var durable = host.RootElement.GetProperty("extensions").GetProperty("durableTask");

        Assert.Equal($"{new WorkflowCatalog().AddRenderLifecycle().Workflows.Max(workflow => workflow.Version)}", durable.GetProperty("defaultVersion").GetString());
        Assert.Equal("Reject", durable.GetProperty("versionFailureStrategy").GetString());
    }

    [Fact]
    public void Functions_EveryName_IsUnique() => Assert.Equal(Functions.Count, Functions.Select(function => function.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    private static IEnumerable<string> Named<T>()
        where T : Attribute =>
        Functions.Where(function => Triggers<T>(function.Method).Any()).Select(function => function.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<T> Triggers<T>(MethodInfo method)
        where T : Attribute =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).OfType<T>();

    /// <summary>What the coordinator's pipeline serves, without the answer to paths that nobody knows.</summary>
    private static IEnumerable<string> Endpoints()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRenderLifecycle(new LifecycleOptions { EngineBuild = 1 }).AddRenderApi(new RenderApiOptions { AdminToken = new string('x', 32) });
        // Only asked whether they are there, never made.
        builder.Services.AddSingleton<Lifecycle.Ports.IBlobs>(_ => null!).AddSingleton(new WorkflowCatalog());
        var app = builder.Build();
        CoordinatorRoutes.Map(app);
        return from source in ((IEndpointRouteBuilder)app).DataSources
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
               select $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}";
    }
}
