using Render.Chain.Claims;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Chain.Settlement;

/// <summary>A job's lock in the escrow.</summary>
/// <param name="Creator">Who locked.</param>
/// <param name="Order">The order's 32 bytes.</param>
internal sealed record EscrowLock(CreatorId Creator, byte[] Order)
{
    /// <summary>The lock of an order.</summary>
    public static EscrowLock Of(EscrowLocked order) => new(order.Creator, order.Order.ToArray());

    /// <summary>The order as text, for keys.</summary>
    public string Text => Convert.ToHexStringLower(Order);

    /// <summary>The escrow's id of it: keccak256(creator, order).</summary>
    /// <param name="creator">The creator's address.</param>
    public byte[] Id(string creator) => Keccak.Of(Keccak.Word(creator), Order);
}
