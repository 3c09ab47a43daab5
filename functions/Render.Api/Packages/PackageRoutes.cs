using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Chunks;

namespace Render.Api.Packages;

/// <summary>Scenes come in here: whole, or as the list of chunks that were sent before.</summary>
internal static class PackageRoutes
{
    private const int LongestName = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/packages", Store);

    private static async Task<IResult> Store(HttpContext http, ICreatorDesk desk, RenderApiOptions options, CancellationToken cancellationToken)
    {
        var name = http.Request.Query["name"].ToString();
        if (name.Length is 0 or > LongestName || name.Any(c => char.IsControl(c) || c is '/' or '\\'))
            throw new ApiProblemException(ApiProblems.BadValue("name", "a file name without folders, e.g. Duck.glb"));
        if (http.Request.ContentType == ChunkList.MediaType)
            return ProblemResult.Of(await desk.StorePackage(await ReadList(http, options, cancellationToken), name, cancellationToken), StatusCodes.Status201Created);
        await using var content = WireBody.Limit(http, options.PackageBytes);
        return ProblemResult.Of(await desk.StorePackage(content, name, cancellationToken), StatusCodes.Status201Created);
    }

    private static async Task<ChunkList> ReadList(HttpContext http, RenderApiOptions options, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var body = WireBody.Limit(http, ChunkList.MostBytes))
            await body.CopyToAsync(buffer, cancellationToken);
        return ChunkList.Decode(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), options.PackageBytes);
    }
}
