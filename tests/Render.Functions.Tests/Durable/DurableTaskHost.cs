using DurableTask.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Render.Functions.Durable;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Tests.Durable;

/// <summary>
/// Microsoft.DurableTask's in-memory backend, and a worker on it that can be stopped and started again. The backend sends the whole history with every turn, so
/// each turn is a replay. Its clock is the real one.
/// </summary>
public sealed class DurableTaskHost : IWorkflowsHost
{
    private readonly IHost _backend;
    private readonly GrpcChannel _channel;
    private readonly WorkItems _work = new();
    private IHost _worker;

    private DurableTaskHost(IHost backend, GrpcChannel channel, WorkflowCatalog catalog)
    {
        (_backend, _channel) = (backend, channel);
        Catalog = catalog;
        _worker = Worker();
    }

    public IWorkflows Workflows { get; private set; } = null!;

    private WorkflowCatalog Catalog { get; set; }

    public static async Task<DurableTaskHost> Start(WorkflowCatalog catalog)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<InMemoryOrchestrationService>(_ => new InMemoryOrchestrationService(null));
        builder.Services.AddSingleton<IOrchestrationService>(found => found.GetRequiredService<InMemoryOrchestrationService>());
        builder.Services.AddSingleton<IOrchestrationServiceClient>(found => found.GetRequiredService<InMemoryOrchestrationService>());
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var backend = builder.Build();
        backend.MapGrpcService<TaskHubGrpcServer>();
        // It begins to dispatch when the application starts, so it must be there by then.
        _ = backend.Services.GetRequiredService<TaskHubGrpcServer>();
        await backend.StartAsync();
        var address = backend.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var host = new DurableTaskHost(backend, GrpcChannel.ForAddress(address), catalog);
        await host.Begin();
        return host;
    }

    /// <summary>Real time passes by itself.</summary>
    public void Advance(TimeSpan span)
    {
    }

    public async Task Restart(WorkflowCatalog? catalog = null)
    {
        // The backend hands a work item out once, and never again: none may be under way when its worker ends.
        await _work.Quiet();
        await End();
        Catalog = catalog ?? Catalog;
        _worker = Worker();
        await Begin();
    }

    public Task<int> StoredHistory(string id) => Task.FromResult(_work.HistoryOf(id));

    public async ValueTask DisposeAsync()
    {
        await End();
        _channel.Dispose();
        // Not stopped in order: it would wait an hour for work whose worker is gone.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _backend.StopAsync(now.Token);
        _backend.Dispose();
    }

    private async Task Begin()
    {
        await _worker.StartAsync();
        var client = _worker.Services.GetRequiredService<DurableTaskClient>();
        Workflows = new DurableWorkflows(Catalog, _ => ValueTask.FromResult(client));
    }

    private async Task End()
    {
        await _worker.StopAsync();
        _worker.Dispose();
    }

    private IHost Worker()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddDurableTaskClient(client =>
        {
            client.UseGrpc(_channel);
            client.RegisterDirectly();
        });
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.UseGrpc(options => options.CallInvoker = _channel.Intercept(_work));
            worker.AddTasks(tasks => tasks.AddWorkflows(Catalog));
        });
        return builder.Build();
    }
}
