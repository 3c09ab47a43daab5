using System.Globalization;
using Microsoft.Extensions.Logging;
using Render.Chain.Evm;
using Render.Chain.Settlement;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Messages;

namespace Render.Chain;

/// <summary>Credits deposits, and follows the book: transfers, then settlements, then emission, for as long as there is something to follow. A step that fails is tried again, and what it had sent is found, not sent twice.</summary>
internal sealed class FollowingChain(
    ILedger book, IEvm evm, Deposits deposits, Withdrawals withdrawals, Transfers transfers, EscrowRounds escrow, EmissionRounds emission, Comparison comparison, ChainDocuments documents, ChainBell bell, ChainSettings settings,
    TimeProvider time, ILogger<FollowingChain> log) : IChain
{
    private const string MarkRow = "mark";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private string? _trouble;

    /// <inheritdoc/>
    public async Task Open(CancellationToken cancellationToken)
    {
        if (await evm.ChainId(cancellationToken) is var found && found != settings.Contracts.ChainId)
            throw new ChainMismatchException($"the node at {settings.Node} is on chain {found}; the contracts are on {settings.Contracts.ChainId}.");
        var mark = await documents.Read<ChainContracts>(MarkRow, cancellationToken);
        if (mark is not null && mark != settings.Contracts)
            throw new ChainMismatchException($"the book settles by the escrow {mark.Escrow} on chain {mark.ChainId}, and was started with {settings.Contracts.Escrow}.");
        if (mark is not null)
            return;
        if ((await book.Head(cancellationToken)).Count is var entries and > 0)
            throw new ChainMismatchException(string.Create(CultureInfo.InvariantCulture, $"the book began without a chain and has {entries} entries; a network on a chain begins with an empty one."));
        await documents.Write(MarkRow, settings.Contracts, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
            try
            {
                while (await Step(cancellationToken))
                {
                }

                if (failures > 0)
                    log.Follows(failures);
                (failures, _trouble) = (0, null);
                await bell.Wait(settings.Poll < Idle ? Idle : settings.Poll, time, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 1 << Math.Min(failures++, 5)));
                _trouble = e.Message;
                log.FollowFailed(e.Message, pause);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
    }

    /// <inheritdoc/>
    public Task<DepositView> DepositTo(string account, CancellationToken cancellationToken) => deposits.AddressOf(account, cancellationToken);

    /// <inheritdoc/>
    public string? WhyNotTo(string account, string address) => withdrawals.WhyNotTo(account, address);

    /// <inheritdoc/>
    public Task<(WithdrawalState State, string? Transaction)> Progress(LedgerEntry entry, CancellationToken cancellationToken) => withdrawals.Progress(entry, cancellationToken);

    /// <inheritdoc/>
    public async Task<ChainView> View(CancellationToken cancellationToken)
    {
        var entries = (await book.Head(cancellationToken)).Count;
        return await comparison.Of(entries, await Followed(entries, cancellationToken), _trouble, cancellationToken);
    }

    /// <summary>Goes one step further.</summary>
    /// <returns>Whether there was one to go.</returns>
    internal async Task<bool> Step(CancellationToken cancellationToken)
    {
        await deposits.Step(cancellationToken);
        await transfers.Step(cancellationToken);
        // Charges of an epoch are burned before it is closed, since what was burned may be minted again.
        return await escrow.Step(cancellationToken) || await emission.Step(await escrow.ChargedTo(cancellationToken), cancellationToken);
    }

    /// <summary>How many entries are followed to the end: all of them once nothing is left to transfer, charge or mint.</summary>
    private async Task<long> Followed(long entries, CancellationToken cancellationToken)
    {
        var moved = await transfers.Cursor(cancellationToken);
        var followed = Math.Min(moved.Next, moved.PutOff.Count > 0 ? moved.PutOff.Min() : long.MaxValue);
        var paid = await escrow.PaidTo(cancellationToken);
        if (await escrow.HasCharges(paid, cancellationToken))
            followed = Math.Min(followed, paid);
        if (!await emission.IsDone(cancellationToken))
            followed = Math.Min(followed, entries - 1);
        return followed;
    }
}
