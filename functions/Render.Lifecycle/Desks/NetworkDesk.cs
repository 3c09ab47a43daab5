using System.Text.Json;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Epochs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Desks;

/// <inheritdoc cref="INetworkDesk"/>
internal sealed class NetworkDesk(
    TaskBoard board, NodeViews nodes, NodeExplanations explanations, ExactMode exact, Jobs.Creators creators, IState state, ILedger ledger, PolicyBook policies, BundleWriter bundles, IWorkflows workflows, LifecycleOptions options)
    : INetworkDesk
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<NodeView>> Nodes(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NodeView>>([.. board.Nodes().Select(nodes.Of)]);

    /// <inheritdoc/>
    public Task<Outcome<NodeView>> Node(NodeId node, CancellationToken cancellationToken) => Task.FromResult<Outcome<NodeView>>(
        board.Node(node) is { } found ? nodes.Of(found) : Refusal.Missing(RefusalCodes.NodeUnknown, $"node {node}"));

    /// <inheritdoc/>
    public Task<Outcome<NodeExplanation>> Explain(NodeId node, CancellationToken cancellationToken) => Task.FromResult<Outcome<NodeExplanation>>(
        board.Node(node) is { } found ? explanations.Of(found) : Refusal.Missing(RefusalCodes.NodeUnknown, $"node {node}"));

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeviceClassView>> DeviceClasses(CancellationToken cancellationToken) => Task.FromResult(exact.Views());

    /// <inheritdoc/>
    public async Task<Outcome<DeviceClassView>> Readmit(uint deviceClass, ReadmitDeviceClass message, CancellationToken cancellationToken) =>
        message.Reason.Length is 0 or > WireLimits.MessageLength
            ? new Refusal(RefusalKind.Invalid, RefusalCodes.FormInvalid, $"A reason has 1 to {WireLimits.MessageLength} characters.", "Say what was found out.")
            : await exact.Readmit(message.Build ?? options.EngineBuild, deviceClass, message.Reason, cancellationToken) is { } taken
                ? taken
                : Refusal.Missing(RefusalCodes.DeviceClassUnknown, $"engine fault of device class {deviceClass}");

    /// <inheritdoc/>
    public Task<IReadOnlyList<CreatorView>> Creators(CancellationToken cancellationToken) => Task.FromResult(creators.Views());

    /// <inheritdoc/>
    public async Task<LedgerPage> Ledger(long from, int max, CancellationToken cancellationToken)
    {
        var entries = await ledger.Read(Math.Max(0, from), Math.Clamp(max, 1, 1_000), cancellationToken);
        var head = await ledger.Head(cancellationToken);
        return new LedgerPage(
            [.. entries.Select(View)],
            entries.Count > 0 && entries[^1].Sequence + 1 < head.Count ? entries[^1].Sequence + 1 : null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountView>> Accounts(CancellationToken cancellationToken) =>
        [.. (await ledger.Balances("", cancellationToken)).Select(balance => new AccountView(balance.Account, balance.Amount))];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EpochView>> Epochs(CancellationToken cancellationToken)
    {
        var views = new List<EpochView>();
        await foreach (var found in state.All<EpochRecord>(EpochRecord.Partition, cancellationToken))
            views.Add(found.Value.View ?? EpochViews.Open(found.Value, policies.Current.Emission.Schedule.At(found.Value.Number)));
        return views;
    }

    /// <inheritdoc/>
    public async Task<Outcome<EpochView>> CloseEpoch(CloseEpochRequest message, CancellationToken cancellationToken)
    {
        var epochs = await Epochs(cancellationToken);
        var number = message.Number ?? epochs.LastOrDefault(epoch => !epoch.Closed)?.Number ?? 0;
        if (epochs.FirstOrDefault(epoch => epoch.Number == number) is not { } epoch)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.EpochNotOpen, $"Epoch {number} has not begun.");
        if (epoch.Closed)
            return epoch;
        var id = EpochWorkflow.IdOf(number);
        await workflows.RaiseEvent(id, EpochWorkflow.CloseNow, true, "close-now", cancellationToken);
        await workflows.WaitForCompletion(id, cancellationToken);
        return (await state.Get<EpochRecord>(EpochRecord.Partition, EpochRecord.Row(number), cancellationToken))?.Value.View is { } closed
            ? closed
            : new Refusal(RefusalKind.Unavailable, RefusalCodes.EpochNotOpen, $"Epoch {number} could not be closed now.", "Ask again.");
    }

    /// <inheritdoc/>
    public async Task<Outcome<AccountView>> Faucet(FaucetRequest message, CancellationToken cancellationToken)
    {
        if (!options.Faucet)
            return new Refusal(RefusalKind.Forbidden, RefusalCodes.NoFaucet, "This network hands out no test tokens.");
        if (message.Amount.IsZero || message.IdempotencyKey.Length is 0 or > 64 || message.Creator == default)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.AmountInvalid, "A gift has a creator, an amount above zero and a key of 1 to 64 characters.");
        var account = Network.Economics.Accounts.Creator(message.Creator);
        try
        {
            await ledger.Append(new FaucetGranted(account, message.Amount, $"{message.Creator}-{message.IdempotencyKey}").ToDraft(), cancellationToken);
        }
        catch (LedgerConflictException)
        {
            return new Refusal(RefusalKind.Conflict, RefusalCodes.KeyReused, $"Key '{message.IdempotencyKey}' named another gift.", "Use a new key.");
        }

        return new AccountView(account, await ledger.Balance(account, cancellationToken));
    }

    /// <inheritdoc/>
    public Task WriteBundle(Stream destination, CancellationToken cancellationToken) => bundles.Write(destination, null, cancellationToken);

    private static LedgerEntryView View(LedgerEntry entry)
    {
        using var payload = JsonDocument.Parse(entry.Payload);
        return new LedgerEntryView(
            entry.Sequence, entry.Kind, entry.Key, DateTimeOffset.FromUnixTimeMilliseconds(entry.TimeUnixMs), entry.Postings, payload.RootElement.Clone(),
            entry.Previous, entry.Hash);
    }
}
