using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Desks;

/// <summary>Where operators and onlookers turn to: nodes, ledger, epochs.</summary>
public interface INetworkDesk
{
    /// <summary>All nodes, by id.</summary>
    Task<IReadOnlyList<NodeView>> Nodes(CancellationToken cancellationToken);

    /// <summary>A node.</summary>
    Task<Outcome<NodeView>> Node(NodeId node, CancellationToken cancellationToken);

    /// <summary>Why a node stands where it stands.</summary>
    Task<Outcome<NodeExplanation>> Explain(NodeId node, CancellationToken cancellationToken);

    /// <summary>Classes of devices on which engine faults were found.</summary>
    Task<IReadOnlyList<DeviceClassView>> DeviceClasses(CancellationToken cancellationToken);

    /// <summary>Takes a class of devices back into exact mode, once its faults are understood.</summary>
    Task<Outcome<DeviceClassView>> Readmit(uint deviceClass, ReadmitDeviceClass message, CancellationToken cancellationToken);

    /// <summary>Creators with a record, by id.</summary>
    Task<IReadOnlyList<CreatorView>> Creators(CancellationToken cancellationToken);

    /// <summary>A stretch of the ledger.</summary>
    /// <param name="from">First sequence.</param>
    /// <param name="max">At most so many entries, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<LedgerPage> Ledger(long from, int max, CancellationToken cancellationToken);

    /// <summary>All accounts that were ever posted to.</summary>
    Task<IReadOnlyList<AccountView>> Accounts(CancellationToken cancellationToken);

    /// <summary>All epochs, the open one last.</summary>
    Task<IReadOnlyList<EpochView>> Epochs(CancellationToken cancellationToken);

    /// <summary>Closes the open epoch now.</summary>
    Task<Outcome<EpochView>> CloseEpoch(CloseEpochRequest message, CancellationToken cancellationToken);

    /// <summary>Gives a creator test tokens; refused where the network has no faucet.</summary>
    Task<Outcome<AccountView>> Faucet(FaucetRequest message, CancellationToken cancellationToken);

    /// <summary>Writes an audit bundle of the whole network, as a zip.</summary>
    Task WriteBundle(Stream destination, CancellationToken cancellationToken);
}
