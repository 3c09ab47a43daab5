using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Jobs;

/// <summary>Audit bundles. Written whole before the first byte is sent, so that a refusal or a full disk is an answer and not half a file.</summary>
internal static class ReadBundle
{
    private const string Zip = "application/zip";

    public static async Task<IResult> OfJob(string job, ICreatorDesk desk, CancellationToken cancellationToken)
    {
        var file = TemporaryFile();
        try
        {
            var outcome = await desk.WriteBundle(RouteText.Job(job), file, cancellationToken);
            if (!outcome.IsRefused)
                return Send(file, $"{job}.bundle.zip");
            await file.DisposeAsync();
            return ProblemResult.Of(outcome);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public static async Task<IResult> OfNetwork(INetworkDesk desk, CancellationToken cancellationToken)
    {
        var file = TemporaryFile();
        try
        {
            await desk.WriteBundle(file, cancellationToken);
            return Send(file, "network.bundle.zip");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static IResult Send(FileStream file, string name)
    {
        file.Position = 0;
        return Microsoft.AspNetCore.Http.Results.Stream(file, Zip, name);
    }

    private static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), $"render-bundle-{Guid.NewGuid():N}"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
}
