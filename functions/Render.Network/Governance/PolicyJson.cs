using System.Text.Json;
using Render.Network.Economics.Payloads;

namespace Render.Network.Governance;

/// <summary>A policy as JSON: all values, camelCase, amounts as strings of units.</summary>
public static class PolicyJson
{
    /// <summary>The canonical JSON, whose hash is the policy's digest.</summary>
    public static byte[] Write(Policy policy) => CanonicalJson.Write(policy, CanonicalJson.Types.Policy);

    /// <summary>Reads a policy; its bounds are for <see cref="Policy.Validate"/>.</summary>
    /// <exception cref="JsonException">The bytes are not a policy: malformed, or a value is missing, unknown or of the wrong type.</exception>
    public static Policy Read(ReadOnlySpan<byte> json) => CanonicalJson.Read(json, CanonicalJson.Types.Policy);
}
