using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Lifecycle.Desks;
using Render.Network.Proof;

namespace Render.Api.Blobs;

/// <summary>Who may read a blob: the admin, and a node that works on it.</summary>
internal static class BlobReaders
{
    private static readonly Digest EmptyBody = Digest.Of([]);

    /// <summary>Lets a reader pass whose request has no body.</summary>
    /// <exception cref="ApiProblemException">Neither the admin nor a node that may read it.</exception>
    public static async Task Require(
        Digest blob, HttpContext http, INodeDesk nodes, AdminToken token, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        if (token.IsCarriedBy(http.Request))
            return;
        if (AdminToken.IsPresent(http.Request))
            throw new ApiProblemException(ApiProblems.WrongToken);
        var node = signatures.Require(http, EmptyBody);
        // The same answer as for a blob that is not there: what exists is no node's business.
        if (!await nodes.MayRead(node, blob, cancellationToken))
            throw new ApiProblemException(ApiProblems.BlobUnknown(blob.ToString()));
    }
}
