using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Epochs;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Workflows;
using AcceptQuote = Render.Lifecycle.Jobs.AcceptQuote;
using TopUpJob = Render.Lifecycle.Jobs.TopUpJob;

namespace Render.Lifecycle;

/// <summary>Adds the life of jobs to a host.</summary>
public static class Registration
{
    /// <summary>
    /// Adds desks, use cases and activities. The host adds the ports (IState, ILedger, IBlobs, ITaskQueue, IWorkflows, IBeaconSeed, ISceneInspector,
    /// IReferenceEngine, IFrameAssembler), a <see cref="TimeProvider"/> and logging.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">The host's settings.</param>
    public static IServiceCollection AddRenderLifecycle(this IServiceCollection services, LifecycleOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<INetworkEvents, EventRing>(found => new EventRing(found.GetRequiredService<TimeProvider>()));
        foreach (var type in new[]
        {
            typeof(BooksGate), typeof(PolicyBook), typeof(TaskBoard), typeof(BoardSignal), typeof(TaskStore), typeof(NodeBell), typeof(PoolBell), typeof(Assignments),
            typeof(JobStore), typeof(StopJob), typeof(StorePackage), typeof(ReadableBlobs), typeof(QuoteMaker), typeof(OpenJob), typeof(AcceptQuote), typeof(TopUpJob), typeof(FrameStore),
            typeof(NodeStore), typeof(Standings), typeof(AdmitNode), typeof(ValidateNode), typeof(NodeViews),
            typeof(BeaconKeeper), typeof(CandidateLists), typeof(SignedStore), typeof(ResultStore), typeof(ReferenceCheck), typeof(Attribution), typeof(Convict),
            typeof(DrawAudits), typeof(DecideVerdict), typeof(RecordReceipt), typeof(RecordAudit), typeof(BundleWriter),
            typeof(AssignWork), typeof(Shortages), typeof(RenewLeases), typeof(EndLease), typeof(SweepLeases), typeof(Recovery), typeof(Resumption), typeof(Background), typeof(Readiness),
            typeof(InspectPackage), typeof(QuoteJob), typeof(ExpireQuote), typeof(FundJob), typeof(SplitJob), typeof(OpenGroup), typeof(CheckGroup),
            typeof(CheckJob), typeof(AssembleFrames), typeof(SettleJob), typeof(OpenEpoch), typeof(CloseEpoch),
        })
            services.AddSingleton(type);
        services.AddSingleton(found => new Coordinator(found));
        services.AddSingleton<INodeDesk, NodeDesk>();
        services.AddSingleton<ICreatorDesk, CreatorDesk>();
        services.AddSingleton<INetworkDesk, NetworkDesk>();
        return services;
    }

    /// <summary>Adds the workflows and activities that an engine runs.</summary>
    public static WorkflowCatalog AddRenderLifecycle(this WorkflowCatalog catalog) => catalog
        .AddWorkflow(JobWorkflow.Name, static _ => new JobWorkflow())
        .AddWorkflow(GroupWorkflow.Name, static _ => new GroupWorkflow())
        .AddWorkflow(EpochWorkflow.Name, static _ => new EpochWorkflow())
        .AddActivity(InspectPackage.Name, Ready<InspectPackage>)
        .AddActivity(QuoteJob.Name, Ready<QuoteJob>)
        .AddActivity(ExpireQuote.Name, Ready<ExpireQuote>)
        .AddActivity(FundJob.Name, Ready<FundJob>)
        .AddActivity(SplitJob.Name, Ready<SplitJob>)
        .AddActivity(OpenGroup.Name, Ready<OpenGroup>)
        .AddActivity(CheckGroup.Name, Ready<CheckGroup>)
        .AddActivity(CheckJob.Name, Ready<CheckJob>)
        .AddActivity(AssembleFrames.Name, Ready<AssembleFrames>)
        .AddActivity(SettleJob.Name, Ready<SettleJob>)
        .AddActivity(OpenEpoch.Name, Ready<OpenEpoch>)
        .AddActivity(CloseEpoch.Name, Ready<CloseEpoch>);

    private static T Ready<T>(IServiceProvider services)
        where T : notnull
    {
        services.GetRequiredService<Readiness>().Demand();
        return services.GetRequiredService<T>();
    }
}
