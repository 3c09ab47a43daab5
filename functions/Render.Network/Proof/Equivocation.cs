namespace Render.Network.Proof;

/// <summary>Two different receipts of one node for one lease: proof of dishonesty that needs nothing but the two and the key.</summary>
/// <param name="First">The one that came first, which stays final.</param>
/// <param name="Second">The other.</param>
public sealed record Equivocation(SignedReceipt First, SignedReceipt Second)
{
    /// <summary>Whether the two convict: same network, task, lease and node, different content, both signed by that node's key.</summary>
    public bool Proves(NodeKey key)
    {
        var (a, b) = (First.Receipt, Second.Receipt);
        return a.Network == b.Network && a.Task == b.Task && a.Lease == b.Lease && a.Node == b.Node
            && a != b
            && First.Verify(key) == SignatureCheck.Valid
            && Second.Verify(key) == SignatureCheck.Valid;
    }
}
