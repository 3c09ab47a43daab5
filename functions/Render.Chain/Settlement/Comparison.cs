using System.Globalization;
using System.Numerics;
using Nethereum.Contracts;
using Render.Chain.Bindings.RenderToken;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Messages;

namespace Render.Chain.Settlement;

/// <summary>Book and chain side by side, amount by amount. While the chain follows, they differ by what it has not followed yet; then not by a unit.</summary>
internal sealed class Comparison(ILedger book, IEvm evm, OutboxStore outbox, Wallets wallets, ChainSettings settings)
{
    private readonly ChainContracts _at = settings.Contracts;

    /// <summary>Compares.</summary>
    /// <param name="entries">How many entries the book has.</param>
    /// <param name="followed">How many of them are followed.</param>
    /// <param name="trouble">Why the chain does not follow; null: it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChainView> Of(long entries, long followed, string? trouble, CancellationToken cancellationToken)
    {
        var balances = await book.Balances("", cancellationToken);
        var lines = await Lines(balances, cancellationToken);
        var (transactions, gas) = await Spent(balances, cancellationToken);
        var block = (await evm.Block(null, cancellationToken))!;
        return new ChainView(
            _at.ChainId,
            new Dictionary<string, string> { ["token"] = _at.Token, ["escrow"] = _at.Escrow, ["pool"] = _at.Pool, ["burnMint"] = _at.BurnMint },
            block.Number, DateTimeOffset.FromUnixTimeSeconds(block.Time), entries, followed, lines, transactions, gas, trouble);
    }

    private async Task<IReadOnlyList<ChainLine>> Lines(IReadOnlyList<LedgerBalance> balances, CancellationToken cancellationToken)
    {
        BigInteger Book(string prefix) => balances.Where(b => b.Account == prefix || b.Account.StartsWith(prefix + ":", StringComparison.Ordinal)).Aggregate(BigInteger.Zero, static (sum, b) => sum + (BigInteger)b.Amount);
        async Task<BigInteger> Held(string prefix)
        {
            var sum = BigInteger.Zero;
            foreach (var balance in balances.Where(b => b.Account.StartsWith(prefix + ":", StringComparison.Ordinal)))
                sum += await TokensOf(wallets.AddressOf(balance.Account), cancellationToken);
            return sum;
        }

        var granted = await Token(new GrantedFunction(), cancellationToken);
        var supply = await Token(new TotalSupplyFunction(), cancellationToken);
        var minted = await evm.Value<Bindings.BurnMint.MintedFunction, BigInteger>(_at.BurnMint, new Bindings.BurnMint.MintedFunction(), "uint128", cancellationToken);
        var treasury = await evm.Value<Bindings.JobEscrow.TreasuryFunction, string>(_at.Escrow, new Bindings.JobEscrow.TreasuryFunction(), "address", cancellationToken);
        var burned = granted + minted - supply;
        ChainLine[] held =
        [
            Line("treasury", Book(Accounts.Treasury), await TokensOf(treasury, cancellationToken)),
            Line("locked in escrow", Book("escrow"), await TokensOf(_at.Escrow, cancellationToken)),
            Line("creators' wallets", Book("creator"), await Held("creator")),
            Line("operators, paid out", Book("operator"), await Held("operator")),
            Line("stakes", Book("stake"), await Held("stake")),
            Line("bonds", Book("bond"), await Held("bond")),
            Line("operators, to claim", BigInteger.Zero, await TokensOf(_at.Pool, cancellationToken) + await TokensOf(_at.BurnMint, cancellationToken)),
        ];
        // What is there, or is burned, and was not minted, came in: no one contract counts that.
        var came = held.Aggregate(burned - minted, static (sum, line) => sum + BigInteger.Parse(line.Chain, CultureInfo.InvariantCulture));
        return
        [
            Line("granted, and deposited beyond what was withdrawn", -Book(Accounts.Faucet) - Book(Accounts.Outside), came),
            Line("minted", -Book(Accounts.Minted), minted),
            Line("burned", Book(Accounts.Burned), burned),
            .. held,
        ];
    }

    private async Task<(long Transactions, long Gas)> Spent(IReadOnlyList<LedgerBalance> balances, CancellationToken cancellationToken)
    {
        var (transactions, gas) = (0L, 0L);
        var own = balances.Where(b => b.Account.Contains(':', StringComparison.Ordinal)).Select(b => wallets.AddressOf(b.Account));
        var deposits = balances.Where(b => Accounts.IsFree(b.Account)).Select(b => wallets.DepositKeyOf(b.Account).GetPublicAddress());
        foreach (var sender in own.Concat(deposits).Append(wallets.Settler.GetPublicAddress()).Append(wallets.Faucet.GetPublicAddress()))
            await foreach (var transaction in outbox.All(sender, cancellationToken))
                if (transaction.Receipt is { } receipt)
                    (transactions, gas) = (transactions + 1, gas + receipt.GasUsed);
        return (transactions, gas);
    }

    private static ChainLine Line(string what, BigInteger book, BigInteger chain) =>
        new(what, book.ToString(CultureInfo.InvariantCulture), chain.ToString(CultureInfo.InvariantCulture));

    private Task<BigInteger> TokensOf(string address, CancellationToken cancellationToken) => Token(new BalanceOfFunction { Account = address }, cancellationToken);

    private Task<BigInteger> Token<TFunction>(TFunction function, CancellationToken cancellationToken)
        where TFunction : FunctionMessage, new() =>
        evm.Value<TFunction, BigInteger>(_at.Token, function, "uint256", cancellationToken);
}
