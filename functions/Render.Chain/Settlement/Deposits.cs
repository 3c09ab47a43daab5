using System.Numerics;
using Microsoft.Extensions.Logging;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Messages;

namespace Render.Chain.Settlement;

/// <summary>
/// Credits accounts with what arrives at their deposit addresses. Every account that asked for one has a wallet of its own for that, to which nobody but depositors sends: so whatever arrives
/// there, once final, is a deposit, and which one is its transaction and log. The entry comes first; then <see cref="Transfers"/> brings the tokens to the account's own wallet.
/// </summary>
internal sealed class Deposits(ILedger book, IEvm evm, Wallets wallets, ChainDocuments documents, ChainSettings settings, ILogger log) : IDisposable
{
    private const string CursorRow = "deposits";
    private const string AddressRows = "deposit-";

    /// <summary>Blocks read at once: nodes answer no longer stretches, and a cursor that is older than this is written.</summary>
    private const int Stretch = 1_000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Dictionary<WalletAddress, string>? _accounts;
    private long _next;
    private long _written;

    /// <summary>An account's address, which is watched from now on.</summary>
    public async Task<DepositView> AddressOf(string account, CancellationToken cancellationToken)
    {
        var shown = wallets.DepositKeyOf(account).GetPublicAddress();
        var address = WalletAddress.Parse(shown);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var accounts = await Accounts(cancellationToken);
            if (!accounts.ContainsKey(address))
            {
                if (accounts.Count == 0)
                    // Nobody can have sent anything before the first address is told.
                    await Go((await evm.Block(null, cancellationToken))!.Number, cancellationToken);
                await documents.Write(AddressRows + address, new DepositAddress(account, address), cancellationToken);
                accounts[address] = account;
            }
        }
        finally
        {
            _gate.Release();
        }

        return new DepositView(account, shown, settings.Contracts.ChainId, settings.Contracts.Token, settings.LeastDeposit, settings.Confirmations);
    }

    /// <summary>Credits what has become final.</summary>
    public async Task Step(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var accounts = await Accounts(cancellationToken);
            if (accounts.Count == 0)
                return;
            for (var final = (await evm.Block(null, cancellationToken))!.Number - settings.Confirmations + 1; _next <= final;)
            {
                var (last, credited) = (Math.Min(_next + Stretch - 1, final), false);
                foreach (var transfer in await evm.Transfers(settings.Contracts.Token, _next, last, cancellationToken))
                    if (accounts.TryGetValue(WalletAddress.Parse(transfer.To), out var account))
                        credited |= await Credit(account, transfer, cancellationToken);
                if (credited || last + 1 - _written >= Stretch)
                    await Go(last + 1, cancellationToken);
                _next = last + 1;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<bool> Credit(string account, TokenTransfer transfer, CancellationToken cancellationToken)
    {
        if (transfer.Value < (BigInteger)settings.LeastDeposit.Units)
        {
            log.TooSmallToCredit(account, transfer.Transaction, settings.LeastDeposit);
            return false;
        }

        await book.Append(
            new Deposited(account, new Tokens((UInt128)transfer.Value), WalletAddress.Parse(transfer.From), transfer.Transaction, transfer.Log).ToDraft(), cancellationToken);
        log.Credited(account, (UInt128)transfer.Value, transfer.Transaction);
        return true;
    }

    private async Task Go(long next, CancellationToken cancellationToken)
    {
        await documents.Write(CursorRow, new DepositCursor(next), cancellationToken);
        (_next, _written) = (next, next);
    }

    private async Task<Dictionary<WalletAddress, string>> Accounts(CancellationToken cancellationToken)
    {
        if (_accounts is { } known)
            return known;
        _next = _written = (await documents.Read<DepositCursor>(CursorRow, cancellationToken))?.Next ?? 0;
        var read = new Dictionary<WalletAddress, string>();
        await foreach (var address in documents.All<DepositAddress>(AddressRows, cancellationToken))
            read[address.Address] = address.Account;
        return _accounts = read;
    }
}

/// <summary>An address that is watched.</summary>
/// <param name="Account">Who is credited.</param>
/// <param name="Address">The address.</param>
internal sealed record DepositAddress(string Account, WalletAddress Address);

/// <summary>How far the chain is read.</summary>
/// <param name="Next">The first block that is not.</param>
internal sealed record DepositCursor(long Next);
