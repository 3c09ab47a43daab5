using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Outbox;
using Render.Chain.Settlement;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;

namespace Render.Chain;

/// <summary>Adds a chain to a host.</summary>
public sealed class ChainModule : IChainModule
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The host has added no <see cref="ILedger"/> yet.</exception>
    public void AddTo(IServiceCollection services, ChainSettings settings)
    {
        var own = services.LastOrDefault(service => service.ServiceType == typeof(ILedger)) ?? throw new InvalidOperationException("A chain needs a book to follow: add the host's ILedger first.");
        services.Remove(own);
        services.Add(new ServiceDescriptor(typeof(ChainParts), found => ChainParts.Of(Make(own, found), found.GetRequiredService<IState>(), settings, found), ServiceLifetime.Singleton));
        services.AddSingleton<ILedger>(found => found.GetRequiredService<ChainParts>().Ledger);
        services.AddSingleton<IChain>(found => found.GetRequiredService<ChainParts>().Chain);
    }

    private static ILedger Make(ServiceDescriptor own, IServiceProvider found) => (ILedger)(
        own.ImplementationInstance ?? own.ImplementationFactory?.Invoke(found) ?? ActivatorUtilities.CreateInstance(found, own.ImplementationType!));
}

/// <summary>What a chain is made of.</summary>
internal sealed class ChainParts : IDisposable
{
    private readonly Orders _orders;
    private readonly Transfers _transfers;
    private readonly Deposits _deposits;

    private ChainParts(Orders orders, Deposits deposits, Transfers transfers, ChainLedger ledger, FollowingChain chain, TransactionOutbox outbox) =>
        (_orders, _deposits, _transfers, Ledger, Chain, Outbox) = (orders, deposits, transfers, ledger, chain, outbox);

    /// <summary>The book with the chain before it.</summary>
    public ChainLedger Ledger { get; }

    /// <summary>What follows the book.</summary>
    public FollowingChain Chain { get; }

    /// <summary>What is sent.</summary>
    public TransactionOutbox Outbox { get; }

    /// <summary>Puts it together.</summary>
    public static ChainParts Of(ILedger book, IState state, ChainSettings settings, IServiceProvider services) =>
        Of(book, state, settings, new NethereumEvm(settings.Node), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());

    /// <summary>Puts it together over any node.</summary>
    internal static ChainParts Of(ILedger book, IState state, ChainSettings settings, IEvm evm, TimeProvider time, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<FollowingChain>();
        var (wallets, bell, orders) = (new Wallets(settings.Keys), new ChainBell(), new Orders(book));
        var store = new OutboxStore(state, settings.Contracts.ChainId);
        var outbox = new TransactionOutbox(evm, store, new OutboxSettings(settings.Contracts.ChainId, settings.Confirmations, settings.Poll, FeePolicy.Default), time, log);
        var documents = new ChainDocuments(state, settings.Contracts.ChainId);
        var gas = new GasFloat(evm, outbox, wallets);
        var clock = new ChainClock(evm, settings, log);
        var transfers = new Transfers(book, evm, outbox, wallets, gas, orders, documents, settings);
        var deposits = new Deposits(book, evm, wallets, documents, settings, log);
        return new ChainParts(
            orders, deposits, transfers,
            new ChainLedger(book, orders, new Escrow(evm, outbox, wallets, gas, settings), transfers, bell),
            new FollowingChain(
                book, evm, deposits, new Withdrawals(store, wallets, settings), transfers, new EscrowRounds(book, evm, outbox, wallets, orders, documents, clock, settings, time, log),
                new EmissionRounds(book, evm, outbox, wallets, documents, clock, settings, log), new Comparison(book, evm, store, wallets, settings), documents, bell, settings, time, log),
            outbox);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.Dispose();
        _deposits.Dispose();
        _transfers.Dispose();
    }
}
