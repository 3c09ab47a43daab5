using Microsoft.Extensions.Logging.Abstractions;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Tests.InMemory;
using Render.Local.Host.Chain;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Chain.Tests.Support;

/// <summary>A network's book on the fixture's chain. What is written is what a coordinator would write.</summary>
internal sealed class TestNetwork
{
    public static readonly CreatorId Creator = CreatorId.Parse("local");
    public static readonly OperatorId Alice = OperatorId.Parse("op-alice");
    public static readonly OperatorId Bob = OperatorId.Parse("op-bob");

    private readonly AnvilFixture _fixture;
    private readonly Dictionary<JobId, EscrowLocked> _orders = [];
    private ChainParts _parts;

    private TestNetwork(AnvilFixture fixture, ChainSettings settings)
    {
        (_fixture, Settings) = (fixture, settings);
        _parts = Start();
    }

    public InMemoryLedger Book { get; } = new(TimeProvider.System);

    public InMemoryState State { get; } = new();

    public ChainSettings Settings { get; }

    public Wallets Wallets => new(Settings.Keys);

    public ILedger Ledger => _parts.Ledger;

    public FollowingChain Chain => _parts.Chain;

    /// <summary>A network with its first entry.</summary>
    public static async Task<TestNetwork> Begin(AnvilFixture fixture, Func<ChainSettings, ChainSettings>? change = null)
    {
        await fixture.Reset();
        var settings = new ChainSettings(fixture.Node, fixture.Contracts, new ChainKeys(DevelopmentAccounts.SettlerKey, DevelopmentAccounts.FaucetKey, new byte[32]))
        {
            Confirmations = 1,
            Poll = TimeSpan.FromMilliseconds(5),
            Patience = TimeSpan.FromSeconds(20),
            SettleEvery = TimeSpan.Zero,
            AdvancesTime = true,
        };
        var network = new TestNetwork(fixture, change?.Invoke(settings) ?? settings);
        await network.Chain.Open(default);
        await network.Write(Genesis.Of("chain-tests", Policy.Default));
        return network;
    }

    /// <summary>The process is gone and another one begins, with what was on disk; or one over a node or a disk that fails.</summary>
    public ChainParts Start(IEvm? evm = null, IState? state = null) =>
        _parts = ChainParts.Of(Book, state ?? State, Settings, evm ?? _fixture.Evm, TimeProvider.System, NullLoggerFactory.Instance);

    public Task<LedgerEntry> Write(LedgerPayload payload) => Ledger.Append(payload.ToDraft());

    public Task<LedgerEntry> Grant(string account, UInt128 units, string request = "welcome") => Write(new FaucetGranted(account, new Tokens(units), request));

    public async Task<EscrowLocked> Lock(string job, UInt128 cap, UInt128? pricePerMillionRays = null)
    {
        var (quote, spec, package) = (Digest.OfText("quote" + job), Digest.OfText("spec"), Digest.OfText("package"));
        var order = new EscrowLocked(
            JobId.Parse(job), Creator, Tier.Economy, OrderHash.Of(quote, spec, package), quote, spec, package, Digest.OfText("settings"), Policy.Default.Digest(), Digest.OfText("salt"),
            new Tokens(pricePerMillionRays ?? 1_000_003), 1_000_000, new Tokens(cap));
        await Write(order);
        return _orders[order.Job] = order;
    }

    public Task<LedgerEntry> TopUp(string job, UInt128 amount, string request) => Write(new EscrowToppedUp(JobId.Parse(job), Creator, new Tokens(amount), request));

    public Task<LedgerEntry> Settle(string job, UInt128 cap, params (OperatorId Operator, ulong Rays)[] work) => Write(JobSettled.Of(
        _orders[JobId.Parse(job)], new Tokens(cap), Policy.Default.Split, Digest.OfText("salt"), [.. work.Select(line => new NodeWork(Node(line.Operator), line.Operator, line.Rays, 0))]));

    public async Task<LedgerEntry> CloseEpoch(int number)
    {
        var books = Books.Of(await Book.Read(0, 10_000));
        return await Write(EpochClosed.Of(number, Policy.Default, books.CarriedOver, books.Recyclable, books.EpochWork(), [], books.EpochBurned));
    }

    /// <summary>Follows until there is nothing left to follow.</summary>
    public async Task<ChainView> Follow()
    {
        while (await Chain.Step(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token))
        {
        }

        return await Chain.View(default);
    }

    public static NodeId Node(OperatorId owner) => NodeId.Parse("node-" + Convert.ToHexStringLower(Digest.OfText(owner.Value).ToArray())[..20]);
}
