namespace Render.Network.Proof;

/// <summary>
/// What a node's key signs so that an operator may register it with the contract NodeRegistry: the key agrees to this operator, on this chain, in this contract, once.
/// </summary>
public static class NodeRegistration
{
    /// <summary>Length of an account's address in bytes: 20.</summary>
    public const int AddressSize = 20;

    /// <summary>Length of the encoding in bytes: 92.</summary>
    public const int Size = DomainTags.Size + 32 + (2 * AddressSize) + 4;

    /// <summary>The encoding: tag ‖ chain id, 32 bytes ‖ contract ‖ operator ‖ u32 number, big-endian.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="contract">The contract's address, 20 bytes.</param>
    /// <param name="account">The operator's address, 20 bytes.</param>
    /// <param name="number">How often the key was registered there before, plus one.</param>
    /// <exception cref="ArgumentException">An address has another length.</exception>
    public static byte[] Encode(ulong chainId, ReadOnlySpan<byte> contract, ReadOnlySpan<byte> account, uint number)
    {
        if (contract.Length != AddressSize) throw new ArgumentException("An address has exactly 20 bytes.", nameof(contract));
        if (account.Length != AddressSize) throw new ArgumentException("An address has exactly 20 bytes.", nameof(account));
        var bytes = new byte[Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.NodeRegistration);
        for (var i = 0; i < 3; i++) writer.UInt64(0);
        writer.UInt64(chainId);
        writer.Bytes(contract);
        writer.Bytes(account);
        writer.UInt32(number);
        writer.End();
        return bytes;
    }
}
