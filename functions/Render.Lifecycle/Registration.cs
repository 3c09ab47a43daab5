using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Epochs;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Transfers;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;
using Render.Network.Proof;
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
            typeof(JobStore), typeof(TaskRows), typeof(StopJob), typeof(StorePackage), typeof(ReadableBlobs), typeof(QuoteMaker), typeof(OpenJob), typeof(AcceptQuote), typeof(TopUpJob), typeof(FrameStore),
            typeof(GrantKey), typeof(FindSources), typeof(CountBytes),
            typeof(NodeStore), typeof(Standings), typeof(ExactMode), typeof(Creators), typeof(Places), typeof(Facts), typeof(TimeRoundTrips), typeof(NodeExplanations), typeof(OperatorNames), typeof(AdmitNode), typeof(ValidateNode), typeof(NodeViews),
            typeof(BeaconKeeper), typeof(CandidateLists), typeof(SignedStore), typeof(ResultStore), typeof(ReferenceCheck), typeof(Attribution), typeof(Convict),
            typeof(DrawAudits), typeof(DecideVerdict), typeof(CompareReplicas), typeof(CompareRanges), typeof(SignedArrivals), typeof(RecordCommitment), typeof(RecordReceipt), typeof(RecordAudit), typeof(BundleWriter),
            typeof(DisputeStore), typeof(DisputeTimes), typeof(OpenDispute), typeof(Arbitrations), typeof(RecordVote), typeof(DrawArbiters), typeof(BeginReveals), typeof(DecideDispute),
            typeof(AssignWork), typeof(GrantLeases), typeof(ClaimChosen), typeof(ReadOffers), typeof(Superseded), typeof(ReplicaNodes), typeof(Shortages), typeof(RenewLeases), typeof(EndLease), typeof(SweepLeases), typeof(Reckoning), typeof(PreemptLeases), typeof(Recovery), typeof(Resumption), typeof(Background), typeof(Readiness),
            typeof(InspectPackage), typeof(QuoteJob), typeof(ExpireQuote), typeof(FundJob), typeof(SplitJob), typeof(OpenGroup), typeof(CheckGroup),
            typeof(CheckJob), typeof(AssembleFrames), typeof(SettleJob), typeof(OpenEpoch), typeof(CloseEpoch),
        })
            services.AddSingleton(type);
        services.AddSingleton(found => new Coordinator(found));
        services.AddSingleton(found => new LifecycleMetrics(found.GetRequiredService<TaskBoard>()));
        services.AddSingleton<INodeDesk, NodeDesk>();
        services.AddSingleton<ICreatorDesk, CreatorDesk>();
        services.AddSingleton<INetworkDesk, NetworkDesk>();
        services.AddSingleton<IWalletDesk, WalletDesk>();
        return services;
    }

    /// <summary>Adds the workflows and activities that an engine runs.</summary>
    public static WorkflowCatalog AddRenderLifecycle(this WorkflowCatalog catalog) => catalog
        .AddWorkflow(JobWorkflow.Name, static _ => new JobWorkflow())
        .AddWorkflow(GroupWorkflow.Name, static _ => new GroupWorkflow())
        .AddWorkflow(EpochWorkflow.Name, static _ => new EpochWorkflow())
        .AddWorkflow(DisputeWorkflow.Name, static _ => new DisputeWorkflow())
        .Add<DrawArbiters, Digest, TimeSpan>(DrawArbiters.Name, _ => null)
        .Add<BeginReveals, Digest, TimeSpan>(BeginReveals.Name, _ => null)
        .Add<DecideDispute, Digest, bool>(DecideDispute.Name, _ => null)
        .Add<InspectPackage, JobId, Step>(InspectPackage.Name, job => job)
        .Add<QuoteJob, JobId, Step>(QuoteJob.Name, job => job)
        .Add<ExpireQuote, JobId, Step>(ExpireQuote.Name, job => job)
        .Add<FundJob, JobId, Step>(FundJob.Name, job => job)
        .Add<SplitJob, JobId, SplitDone>(SplitJob.Name, job => job)
        .Add<OpenGroup, GroupInput, TimeSpan>(OpenGroup.Name, group => group.Job)
        .Add<CheckGroup, GroupInput, bool>(CheckGroup.Name, group => group.Job)
        .Add<CheckJob, CheckJobInput, CheckJobResult>(CheckJob.Name, check => check.Job)
        .Add<AssembleFrames, FramesInput, int>(AssembleFrames.Name, frames => frames.Job)
        .Add<SettleJob, JobId, Step>(SettleJob.Name, job => job)
        .Add<OpenEpoch, int, TimeSpan>(OpenEpoch.Name, _ => null)
        .Add<CloseEpoch, int, long>(CloseEpoch.Name, _ => null);

    private static WorkflowCatalog Add<T, TIn, TOut>(this WorkflowCatalog catalog, ActivityName<TIn, TOut> name, Func<TIn, JobId?> jobOf)
        where T : class, IActivity<TIn, TOut> =>
        catalog.AddActivity(name, services => new TracedActivity<TIn, TOut>(name.Name, Ready<T>(services), services, jobOf));

    private static T Ready<T>(IServiceProvider services)
        where T : notnull
    {
        services.GetRequiredService<Readiness>().Demand();
        return services.GetRequiredService<T>();
    }
}
