using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Api;
using Render.Api.Health;
using Render.Chain;
using Render.Functions.Durable;
using Render.Functions.Settings;
using Render.Functions.Storage;
using Render.Lifecycle;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Scheduling;
using Render.Scenes;
using Render.Storage;
using Render.Storage.Ledger;
using Render.Storage.Protection;
using Render.Storage.Queues;
using Render.Storage.Seat;
using Render.Storage.Transfers;
using EngineBuild = Render.Tracing.Rendering.EngineBuild;
using SpecLimits = Render.Network.Jobs.SpecLimits;

namespace Render.Functions.Coordination;

/// <summary>What a term is made of: the lifecycle over Azure's storage and durable backend.</summary>
internal sealed class TermServices(
    RenderSettings settings, StorageSettings storage, ChainSection chain, WorkflowCatalog catalog, DurableClients durable, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>Makes the services of a tenure, with table and book opened.</summary>
    /// <param name="tenure">The tenure; not disposed with them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ServiceProvider> Build(Tenure tenure, CancellationToken cancellationToken)
    {
        var blobs = storage.Blobs();
        var state = await TableState.Open(storage.Tables, cancellationToken: cancellationToken);
        var book = await AppendBlobLedger.Open(
            blobs.GetBlobContainerClient(AppendBlobLedger.ContainerName), time, new AppendBlobLedgerOptions { Epoch = tenure.Epoch }, cancellationToken);
        var services = new ServiceCollection();
        AddHosting(services);
        services.AddSingleton(blobs).AddSingleton(storage.Queues()).AddAzureBlobs();
        services.AddSingleton<IBlobTransfers>(found => new AzureTransfers(blobs, found.GetRequiredService<IBlobs>(), time));
        services.AddSingleton<IState>(state);
        // By factory, so that the container disposes it.
        services.AddSingleton(_ => book).AddSingleton<ILedger>(found => found.GetRequiredService<AppendBlobLedger>());
        if (chain.IsSet)
            new ChainModule().AddTo(services, chain.ToSettings());
        services.AddSingleton(found => new AzureTaskQueue(found.GetRequiredService<QueueServiceClient>(), time, found.GetRequiredService<ILogger<AzureTaskQueue>>(), null));
        services.AddSingleton<ITaskQueue>(found => new PoolQueue(new InProcessTaskQueue(time), found.GetRequiredService<AzureTaskQueue>()));
        services.AddSingleton<IBeaconSeed>(new DerivedBeaconSeeds(Convert.FromBase64String(settings.BeaconKey)));
        services.AddSingleton(catalog).AddSingleton<IWorkflows>(new DurableWorkflows(catalog, durable.Get));
        services.AddRenderScenes(settings.ReferenceThreads);
        services.AddRenderLifecycle(Lifecycle(settings));
        var begun = new ReadyFlag();
        services.AddSingleton(begun).AddRenderApi(new RenderApiOptions { AdminToken = settings.AdminToken, IsReady = () => begun.IsSet });
        services.AddSingleton(tenure).AddReadinessCheck<SeatCheck>("seat");
        return services.BuildServiceProvider();
    }

    /// <summary>What the app's settings say of the lifecycle. The build is the tracer's that the app itself holds, as its reference.</summary>
    internal static LifecycleOptions Lifecycle(RenderSettings settings) => new()
    {
        NetworkName = settings.Network,
        EngineBuild = EngineBuild.Number,
        Limits = SpecLimits.Default with { CanDenoise = true },
        Lease = TimeSpan.FromSeconds(settings.LeaseSeconds),
        Faucet = settings.Faucet,
        Store = new StorePlace(settings.Region, settings.Jurisdiction, GeoPoint.TryParse(settings.Position, out var position) ? position : null),
    };

    /// <summary>Warns where the store could be altered. The emulator knows no immutability; there nobody expects it.</summary>
    public async Task WarnOfUnprotected(BlobServiceClient blobs, CancellationToken cancellationToken)
    {
        if (storage.IsDevelopment)
            return;
        foreach (var missing in await StoreProtection.Missing(blobs, cancellationToken: cancellationToken))
            logs.CreateLogger<TermServices>().Unprotected(missing);
    }

    /// <summary>What ASP.NET Core's routing takes for given.</summary>
    private void AddHosting(ServiceCollection services)
    {
        services.AddSingleton(logs).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(time);
        var diagnostics = new DiagnosticListener("Render.Functions");
        services.AddSingleton(diagnostics).AddSingleton<DiagnosticSource>(diagnostics);
        services.AddRouting();
        services.AddOptions();
    }
}
