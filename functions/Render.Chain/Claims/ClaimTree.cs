namespace Render.Chain.Claims;

/// <summary>
/// The Merkle tree that accounts claim by. A leaf is keccak256(keccak256(chain id ‖ contract ‖ account ‖ cumulative)), each in 32 bytes, so it holds on one chain in one contract and no inner
/// node passes for one; leaves are sorted; pairs are hashed in sorted order, as OpenZeppelin's MerkleProof does; a node without a sibling moves up as it is.
/// </summary>
internal sealed class ClaimTree
{
    private readonly List<byte[][]> _layers = [];
    private readonly Dictionary<string, byte[]> _leaves = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tree of what accounts have earned in all.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="contract">The contract that pays.</param>
    /// <param name="earned">Each account's cumulative amount, in units of 10⁻¹⁸ token; by address.</param>
    public ClaimTree(long chainId, string contract, IEnumerable<KeyValuePair<string, UInt128>> earned)
    {
        foreach (var (account, cumulative) in earned)
            _leaves.Add(account, Leaf(chainId, contract, account, cumulative));
        var layer = _leaves.Values.Order(Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b))).ToArray();
        if (layer.Length == 0)
            layer = [Nobody];
        for (_layers.Add(layer); layer.Length > 1; _layers.Add(layer))
            layer = [.. layer.Chunk(2).Select(pair => pair.Length == 2 ? Pair(pair[0], pair[1]) : pair[0])];
    }

    /// <summary>The root where nobody has earned anything; a root of zero would be refused.</summary>
    public static byte[] Nobody { get; } = Keccak.Of("render.claims.nobody"u8.ToArray());

    /// <summary>The root.</summary>
    public byte[] Root => _layers[^1][0];

    /// <summary>The leaf's siblings, from the bottom.</summary>
    /// <exception cref="KeyNotFoundException">The account has earned nothing.</exception>
    public IReadOnlyList<byte[]> Proof(string account)
    {
        var index = Array.FindIndex(_layers[0], leaf => leaf.AsSpan().SequenceEqual(_leaves[account]));
        var path = new List<byte[]>();
        foreach (var layer in _layers.SkipLast(1))
        {
            if ((index ^ 1) < layer.Length)
                path.Add(layer[index ^ 1]);
            index /= 2;
        }

        return path;
    }

    /// <summary>An account's leaf.</summary>
    public static byte[] Leaf(long chainId, string contract, string account, UInt128 cumulative) =>
        Keccak.Of(Keccak.Of(Keccak.Word((UInt128)chainId), Keccak.Word(contract), Keccak.Word(account), Keccak.Word(cumulative)));

    private static byte[] Pair(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right) < 0 ? Keccak.Of(left, right) : Keccak.Of(right, left);
}
