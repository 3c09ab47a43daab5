using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Render.Functions.Triggers;

namespace Render.Functions.Durable;

/// <summary>The workflows' steps, one function each, under their registered names. They act where the seat is: here they only ask.</summary>
internal sealed class ActivityFunctions(CoordinatorCalls coordinator)
{
    /// <summary>Inspects a job's scene.</summary>
    [Function("inspect-package")]
    public Task<JsonElement> InspectPackage([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("inspect-package", call, stop);

    /// <summary>Counts the pilot and offers a price.</summary>
    [Function("quote-job")]
    public Task<JsonElement> QuoteJob([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("quote-job", call, stop);

    /// <summary>Withdraws a quote that nobody accepted in time.</summary>
    [Function("expire-quote")]
    public Task<JsonElement> ExpireQuote([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("expire-quote", call, stop);

    /// <summary>Locks the escrow.</summary>
    [Function("fund-job")]
    public Task<JsonElement> FundJob([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("fund-job", call, stop);

    /// <summary>Cuts a job into tasks.</summary>
    [Function("split-job")]
    public Task<JsonElement> SplitJob([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("split-job", call, stop);

    /// <summary>Opens a group's tasks.</summary>
    [Function("open-group")]
    public Task<JsonElement> OpenGroup([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("open-group", call, stop);

    /// <summary>Looks whether a group's tasks are done.</summary>
    [Function("check-group")]
    public Task<JsonElement> CheckGroup([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("check-group", call, stop);

    /// <summary>Looks whether a job's tasks are done, reputation and verdicts included.</summary>
    [Function("check-job")]
    public Task<JsonElement> CheckJob([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("check-job", call, stop);

    /// <summary>Assembles frames.</summary>
    [Function("assemble-frames")]
    public Task<JsonElement> AssembleFrames([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("assemble-frames", call, stop);

    /// <summary>Closes a job's books: charge, burn, payouts, refund.</summary>
    [Function("settle-job")]
    public Task<JsonElement> SettleJob([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("settle-job", call, stop);

    /// <summary>Opens an epoch.</summary>
    [Function("open-epoch")]
    public Task<JsonElement> OpenEpoch([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("open-epoch", call, stop);

    /// <summary>Closes an epoch: burn and mint.</summary>
    [Function("close-epoch")]
    public Task<JsonElement> CloseEpoch([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("close-epoch", call, stop);

    /// <summary>Draws a dispute's panel.</summary>
    [Function("draw-arbiters")]
    public Task<JsonElement> DrawArbiters([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("draw-arbiters", call, stop);

    /// <summary>Lets a panel show its votes.</summary>
    [Function("begin-reveals")]
    public Task<JsonElement> BeginReveals([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("begin-reveals", call, stop);

    /// <summary>Decides a dispute, and divides bond and stakes.</summary>
    [Function("decide-dispute")]
    public Task<JsonElement> DecideDispute([ActivityTrigger] JsonElement call, CancellationToken stop) => coordinator.RunActivity("decide-dispute", call, stop);
}
