using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Render.Api.Problems;
using Render.Lifecycle.Desks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Auth;

/// <summary>Verifies that a request is signed by the node that it names, over its method, target, time and body.</summary>
/// <param name="nodes">Knows the keys.</param>
/// <param name="clock">The window about now.</param>
internal sealed class NodeSignatures(INodeDesk nodes, TimeProvider clock)
{
    /// <summary>The registered node that signed.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">SHA-256 of its body.</param>
    /// <exception cref="ApiProblemException">Unsigned, unknown, too old, or not signed by it.</exception>
    public NodeId Require(HttpContext http, Digest body)
    {
        var (node, time, signature) = ReadHeaders(http);
        var key = nodes.KeyOf(node) ?? throw new ApiProblemException(ApiProblems.UnknownNode(node.Value));
        var signed = Signed(http, Digest.Of(key), time, body);
        return nodes.Verify(node, signed.ToArray(), signature) == SignatureCheck.Valid ? node : throw new ApiProblemException(ApiProblems.BadSignature);
    }

    /// <summary>As <see cref="Require(HttpContext, Digest)"/>, and it must be the node that the path names.</summary>
    public NodeId Require(HttpContext http, Digest body, string path) =>
        Require(http, body) is var node && node.Value == path ? node : throw new ApiProblemException(ApiProblems.OtherNode);

    /// <summary>A node that is not registered yet proves that it holds the key it brings.</summary>
    /// <exception cref="ApiProblemException">Unsigned, too old, another node's id, or not signed with this key.</exception>
    public void RequireKey(HttpContext http, Digest body, byte[] publicKey)
    {
        var (node, time, signature) = ReadHeaders(http);
        if (!NodeKey.TryImport(publicKey, out var key))
            throw new ApiProblemException(ApiProblems.BadValue("publicKey", "a P-256 key, SubjectPublicKeyInfo in DER, base64"));
        using (key)
        {
            var signed = Signed(http, key.Digest, time, body);
            if (key.Node != node || key.Verify(signed.ToArray(), signature) != SignatureCheck.Valid)
                throw new ApiProblemException(ApiProblems.BadSignature);
        }
    }

    private (NodeId Node, ulong Time, byte[] Signature) ReadHeaders(HttpContext http)
    {
        var headers = http.Request.Headers;
        var signature = new byte[NodeSignature.Size];
        if (!NodeId.TryParse(headers[WireHeaders.Node], out var node)
            || !ulong.TryParse(headers[WireHeaders.Timestamp], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || !Convert.TryFromBase64String(headers[WireHeaders.Signature].ToString(), signature, out var length)
            || length != signature.Length)
            throw new ApiProblemException(ApiProblems.Unsigned);
        var now = clock.GetUtcNow();
        var nowMs = (ulong)now.ToUnixTimeMilliseconds();
        if ((nowMs > time ? nowMs - time : time - nowMs) > SignedRequest.WindowMs)
            throw new ApiProblemException(ApiProblems.RequestTime(now));
        return (node, time, signature);
    }

    private static SignedRequest Signed(HttpContext http, Digest node, ulong time, Digest body)
    {
        // As sent, before any decoding: what was signed.
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : http.Request.Path + http.Request.QueryString;
        return target.Length <= SignedRequest.MaxTarget / 4
            ? new SignedRequest(node, time, body, http.Request.Method, target)
            : throw new ApiProblemException(ApiProblems.BadValue("target", "a shorter path and query"));
    }
}
