namespace Render.Network.Proof;

/// <summary>A creator's 32 secret bytes, mixed into every challenge of a job; committed to at funding and shown after the receipts they challenge.</summary>
public static class CreatorSalt
{
    /// <summary>The commitment: SHA-256(tag ‖ salt).</summary>
    public static Digest Commit(Digest salt)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + Digest.Size];
        DomainTags.CreatorSalt.CopyTo(bytes);
        salt.CopyTo(bytes[DomainTags.Size..]);
        return Digest.Of(bytes);
    }
}
