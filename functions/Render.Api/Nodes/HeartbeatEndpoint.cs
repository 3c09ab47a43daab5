using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Nodes;

/// <summary><c>POST /v1/nodes/{node}/heartbeat</c>.</summary>
internal static class HeartbeatEndpoint
{
    public static async Task<IResult> Handle(string node, HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<Heartbeat>(http, cancellationToken);
        var sender = signatures.Require(http, digest, node);
        if (message.Leases.Count > WireLimits.HeartbeatLeases || message.CachedPackages.Count > WireLimits.HeartbeatPackages)
            throw new ApiProblemException(ApiProblems.BadValue(
                "leases", FormattableString.Invariant($"at most {WireLimits.HeartbeatLeases} leases and {WireLimits.HeartbeatPackages} packages")));
        return ProblemResult.Of(await desk.Beat(sender, message, cancellationToken));
    }
}
