using System.Globalization;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>Lets a node join, or takes note of what changed. The id follows from the key; the stake is locked once.</summary>
internal sealed class AdmitNode(
    TaskBoard board, NodeStore nodes, OperatorNames names, ILedger ledger, BooksGate books, PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Registers a node; repeating it is harmless.</summary>
    public async Task<Outcome<NodeRegistered>> Run(RegisterNode message, CancellationToken cancellationToken)
    {
        if (!NodeKey.TryImport(message.PublicKey, out var key))
            return new Refusal(RefusalKind.Invalid, RefusalCodes.KeyInvalid, "The public key is not P-256 in SubjectPublicKeyInfo.");
        using (key)
        {
            var id = key.Node;
            if (Check(message) is { } wrong)
                return wrong;
            if (PlaceClaim.Check(message, key.Digest, options.NetworkId, policies.Current.Places, clock.GetUtcNow()) is { } unfounded)
                return unfounded;
            if (board.Node(id) is { } known)
                return await Update(known, message, cancellationToken);
            if (await names.Check(message, key.Digest, cancellationToken) is { } unproven)
                return unproven;
            if (await Lock(id, message.Operator, cancellationToken) is { } poor)
                return poor;
            var record = new NodeRecord
            {
                Id = id,
                PublicKey = message.PublicKey,
                Operator = message.Operator,
                Name = message.Name,
                Region = message.Region,
                Jurisdiction = message.Jurisdiction,
                Attestation = message.Attestation,
                AskPrice = message.AskPrice,
                CreatorFloorPpm = Ppm(message.MinCreator),
                Facts = message.Facts,
                Benchmark = message.Benchmark,
                ChunkAddress = message.ChunkAddress,
                Joined = clock.GetUtcNow(),
            };
            var node = await nodes.Insert(record, cancellationToken);
            if (node is null)
            {
                await nodes.Change(id, _ => null, cancellationToken);
                node = board.Node(id)!;
            }

            // Where it is known the stake is too: read here, it might be that of before a conviction.
            board.SetStake(id, new Tokens((UInt128)await ledger.Balance(Accounts.Stake(id), cancellationToken)));
            return Answer(node);
        }
    }

    private Refusal? Check(RegisterNode message)
    {
        var facts = message.Facts;
        var accepted = DeviceClassRule.IsStatistical(facts.DeviceClass) ? options.StatisticalEngineDigest : options.EngineDigest;
        if (facts.EngineBuild != options.EngineBuild || (accepted is { } digest && facts.EngineDigest != digest))
            return new Refusal(
                RefusalKind.Conflict, RefusalCodes.EngineBuild, $"The network accepts build {options.EngineBuild}; the node has {facts.EngineBuild}.",
                "Install the network's build of the node.");
        var field =
            message.Name.Length is 0 or > WireLimits.NameLength ? "name"
            : message.Region.Length > WireLimits.NameLength ? "region"
            : message.Operator == default ? "operator"
            : facts.Threads < 1 || facts.Cores < facts.Threads ? "facts.threads"
            : facts.MemoryBytes < 0 ? "facts.memoryBytes"
            : facts.DeviceMemoryBytes < 0 ? "facts.deviceMemoryBytes"
            : facts.Device?.Length > WireLimits.DeviceLength ? "facts.device"
            : message.ChunkAddress is { } address && !IsFit(address) ? "chunkAddress"
            : !double.IsFinite(message.Benchmark.Seconds) || message.Benchmark.Seconds <= 0 ? "benchmark.seconds"
            : !(message.MinCreator is >= 0 and <= 1) ? "minCreator"
            : null;
        return field is null ? null : new Refusal(RefusalKind.Invalid, RefusalCodes.NodeInvalid, $"Field {field} makes no sense.");
    }

    /// <summary>A plain base address: readers add nothing but a path to it.</summary>
    private static bool IsFit(Uri address) =>
        address.IsAbsoluteUri && address.OriginalString.Length <= WireLimits.AddressLength && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.PathAndQuery == "/" && address.Fragment.Length == 0;

    private async Task<Outcome<NodeRegistered>> Update(BoardNode node, RegisterNode message, CancellationToken cancellationToken)
    {
        if (node.Record.Operator != message.Operator)
            return new Refusal(
                RefusalKind.Conflict, RefusalCodes.NodeInvalid, $"Node {node.Id} belongs to {node.Record.Operator}.", "A node of another operator needs a key of its own.");
        await nodes.Change(
            node.Id,
            found => EngineMoves.Registered(found, message.Facts, clock.GetUtcNow()) with
            {
                Name = message.Name,
                Region = message.Region,
                Jurisdiction = message.Jurisdiction,
                Attestation = message.Attestation,
                // What was measured counts for the region that was declared then.
                LeastRoundTripMicros = found.Region == message.Region ? found.LeastRoundTripMicros : null,
                AskPrice = message.AskPrice,
                CreatorFloorPpm = Ppm(message.MinCreator),
                Benchmark = message.Benchmark,
                ChunkAddress = message.ChunkAddress,
            },
            cancellationToken);
        return Answer(node);
    }

    private static int Ppm(double share) => (int)(share * 1_000_000);

    /// <summary>Locks the stake, once: the keys of the entries are the node's.</summary>
    private Task<Refusal?> Lock(NodeId id, OperatorId owner, CancellationToken cancellationToken) => books.Run(
        async () =>
        {
            var locked = new StakeLocked(id, owner, options.Stake, id.Value);
            if (options.Stake.IsZero || await ledger.Find(locked.Key(), cancellationToken) is not null)
                return null;
            var has = await ledger.Balance(Accounts.Operator(owner), cancellationToken);
            if (has < (Int128)options.Stake.Units && !options.Faucet)
                return new Refusal(
                    RefusalKind.PaymentRequired, RefusalCodes.StakeTooLow, $"{owner} holds {new Tokens((UInt128)has).ToText()}; a node's stake is {options.Stake.ToText()}.",
                    $"Fund the operator's account first: where the network's money is on a chain, `render deposit --operator {owner}` shows where to send it.");
            // More than once where a crash came between grant and lock, and another node of the operator locked what was granted for this one.
            for (var grant = 1; has < (Int128)options.Stake.Units; grant++)
            {
                var key = grant == 1 ? $"stake-{id}" : string.Create(CultureInfo.InvariantCulture, $"stake-{id}-{grant}");
                await ledger.Append(new FaucetGranted(Accounts.Operator(owner), options.Stake, key).ToDraft(), cancellationToken);
                has = await ledger.Balance(Accounts.Operator(owner), cancellationToken);
            }

            await ledger.Append(locked.ToDraft(), cancellationToken);
            return null;
        },
        cancellationToken);

    private NodeRegistered Answer(BoardNode node)
    {
        board.Registered(node);
        return new NodeRegistered(
            node.Id, options.NetworkId, board.StatusOf(node), options.Lease.TotalSeconds, options.Heartbeat.TotalSeconds, clock.GetUtcNow(),
            options.EngineBuild, DeviceClassRule.IsStatistical(node.Record.Facts.DeviceClass) ? options.StatisticalEngineDigest : options.EngineDigest);
    }
}
