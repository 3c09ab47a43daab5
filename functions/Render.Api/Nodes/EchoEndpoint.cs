using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Nodes;

/// <summary><c>POST /v1/nodes/{node}/echo</c>: a node sends back at once what the answer to its heartbeat brought.</summary>
internal static class EchoEndpoint
{
    public static async Task<IResult> Handle(string node, HttpContext http, INodeDesk desk, NodeSignatures signatures, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Before anything is read or verified: what that takes is no part of the way.
        var arrived = clock.GetTimestamp();
        var (message, digest) = await WireBody.ReadSigned<Echo>(http, cancellationToken);
        var sender = signatures.Require(http, digest, node);
        return ProblemResult.Of(await desk.Answer(sender, message, arrived, cancellationToken));
    }
}
