using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Nodes;

/// <summary><c>POST /v1/nodes</c>: signed with the key that it brings.</summary>
internal static class RegisterNodeEndpoint
{
    public static async Task<IResult> Handle(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<RegisterNode>(http, cancellationToken);
        signatures.RequireKey(http, digest, message.PublicKey);
        return ProblemResult.Of(await desk.Register(message, cancellationToken));
    }
}
