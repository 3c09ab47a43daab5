namespace Render.Network.Proof;

/// <summary>What reading and verifying a signature found.</summary>
public enum SignatureCheck
{
    /// <summary>It is the key's signature of the message, with low s.</summary>
    Valid = 0,

    /// <summary>It is not 64 bytes.</summary>
    BadLength,

    /// <summary>r or s is zero, or not below the group order.</summary>
    OutOfRange,

    /// <summary>s lies above half the group order: the twin of a valid signature, refused so that a signature has one form.</summary>
    HighS,

    /// <summary>The public key is not a P-256 key in SubjectPublicKeyInfo.</summary>
    BadKey,

    /// <summary>It is well formed and not this key's signature of the message.</summary>
    Mismatch,
}
