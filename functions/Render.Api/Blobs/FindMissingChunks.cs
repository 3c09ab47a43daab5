using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Ports;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Blobs;

/// <summary><c>POST /v1/blobs/missing</c>: which of the chunks named are still to be sent.</summary>
internal static class FindMissingChunks
{
    /// <summary>Where the store is another machine, questions go together.</summary>
    private const int AtOnce = 16;

    public static async Task<IResult> Handle(HttpContext http, IBlobs blobs, CancellationToken cancellationToken)
    {
        var chunks = (await WireBody.Read<FindMissing>(http, cancellationToken)).Chunks;
        if (chunks.Count > WireLimits.ChunksAtOnce)
            throw new ApiProblemException(ApiProblems.BadValue("chunks", FormattableString.Invariant($"at most {WireLimits.ChunksAtOnce} digests")));
        var missing = new ConcurrentDictionary<Digest, bool>();
        await Parallel.ForEachAsync(
            chunks.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (chunk, token) =>
            {
                if (!await blobs.Exists(chunk, token))
                    missing[chunk] = true;
            });
        return ProblemResult.Json(new MissingChunks([.. chunks.Where(missing.ContainsKey).Distinct()]));
    }
}
