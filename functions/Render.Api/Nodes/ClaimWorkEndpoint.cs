using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Nodes;

/// <summary><c>POST /v1/nodes/{node}/claim</c>: waits for work as long as the node says, at most 20 s.</summary>
internal static class ClaimWorkEndpoint
{
    public static async Task<IResult> Handle(string node, HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<ClaimWork>(http, cancellationToken);
        var sender = signatures.Require(http, digest, node);
        if (message.Max is < 1 or > WireLimits.ClaimsAtOnce)
            throw new ApiProblemException(ApiProblems.BadValue("max", FormattableString.Invariant($"1 to {WireLimits.ClaimsAtOnce}")));
        if (!(message.WaitSeconds >= 0 && message.WaitSeconds <= WireLimits.ClaimWaitSeconds))
            throw new ApiProblemException(ApiProblems.BadValue("waitSeconds", FormattableString.Invariant($"0 to {WireLimits.ClaimWaitSeconds}")));
        return ProblemResult.Of(await desk.Claim(sender, message, cancellationToken));
    }
}
