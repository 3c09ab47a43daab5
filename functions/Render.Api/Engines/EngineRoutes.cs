using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Engines;

/// <summary>Classes of devices on which engine faults were found, and taking one back.</summary>
internal static class EngineRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/engines", All);
        routes.MapPost("/engines/{deviceClass}/readmit", Readmit);
    }

    private static async Task<IResult> All(INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Json(await desk.DeviceClasses(cancellationToken));

    private static async Task<IResult> Readmit(HttpContext http, string deviceClass, INetworkDesk desk, CancellationToken cancellationToken) =>
        uint.TryParse(deviceClass, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? ProblemResult.Of(await desk.Readmit(number, await WireBody.Read<ReadmitDeviceClass>(http, cancellationToken), cancellationToken))
            : throw new ApiProblemException(ApiProblems.BadValue("deviceClass", "a class of devices, a whole number"));
}
