namespace Render.Network.Proof;

/// <summary>What verifying a signed request found.</summary>
public enum RequestCheck
{
    /// <summary>Signed by the node, and in time.</summary>
    Valid = 0,

    /// <summary>Method or target is empty or too long.</summary>
    Malformed,

    /// <summary>The request's time is more than five minutes from the verifier's.</summary>
    OutsideWindow,

    /// <summary>Not this node's key, or not its signature of this request.</summary>
    BadSignature,
}
