using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>Headers of a node's signed request; what is signed is <see cref="SignedRequest"/>.</summary>
public static class WireHeaders
{
    /// <summary>The node's id.</summary>
    public const string Node = "Render-Node";

    /// <summary>The node's clock, milliseconds since 1970 UTC, decimal.</summary>
    public const string Timestamp = "Render-Timestamp";

    /// <summary>64 bytes r‖s, low s, base64.</summary>
    public const string Signature = "Render-Signature";

    /// <summary>To another node: the sender's public key, SubjectPublicKeyInfo in DER, base64.</summary>
    public const string Key = "Render-Key";

    /// <summary>To another node: the coordinator's grant, base64.</summary>
    public const string Grant = "Render-Grant";

    /// <summary>The trace that a request belongs to, as W3C Trace Context writes it; optional, not signed, and believed for nothing else.</summary>
    public const string Traceparent = "traceparent";

    /// <summary>Content type of errors.</summary>
    public const string ProblemJson = "application/problem+json";

    /// <summary>Content type of blobs.</summary>
    public const string OctetStream = "application/octet-stream";
}
