using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Inbox;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Functions.Triggers;

/// <summary>
/// Makes a job of a dropped scene, once per version of it: its ETag and settings are the job's key. Settings come from <c>NAME.job.json</c> beside it, or from the
/// blob's own metadata. A scene that cannot become a job gets <c>NAME.error.txt</c> beside it, one that did gets <c>NAME.job.txt</c>.
/// </summary>
internal sealed class DropBox(CoordinatorCalls coordinator, ILogger<DropBox> log)
{
    /// <summary>Takes a blob in; anything but a scene is left alone.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="name">Its name within the container.</param>
    /// <param name="cancellationToken">The host stops.</param>
    /// <exception cref="CoordinatorUnreachableException">Nobody answers; to be repeated.</exception>
    public async Task Take(BlobClient blob, string name, CancellationToken cancellationToken)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        if (!DroppedScene.IsScene(file))
            return;
        var container = blob.GetParentBlobContainerClient();
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            var (source, text) = await Settings(container, name, properties, cancellationToken);
            if (Read(text, source, out var settings) is { } malformed)
            {
                await Refuse(container, name, malformed, null, null, cancellationToken);
                return;
            }

            var job = await Submit(blob, file, properties.ETag, text, settings, cancellationToken);
            await Write(container, JobNote(name), $"{file} is job {job.Id}.\n\nWatch it with: render watch {job.Id}\n", cancellationToken);
            await container.GetBlobClient(DroppedScene.Error(name)).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            log.DropTook(name, job.Id.Value);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Gone, or replaced while it was read: the newer version has an event of its own.
            log.DropRefused(name, "it was removed or replaced meanwhile");
        }
        catch (CoordinatorRefusedException e) when ((int)e.Status is < 500 and not 429)
        {
            await Refuse(container, name, e.Detail, e.Fix, e.Problem.Errors, cancellationToken);
        }
    }

    /// <summary>Beside a scene that became a job.</summary>
    public static string JobNote(string name) => name[..^Path.GetExtension(name).Length] + ".job.txt";

    private async Task<JobView> Submit(BlobClient blob, string file, ETag version, string text, JsonObject settings, CancellationToken cancellationToken)
    {
        var only = new BlobRequestConditions { IfMatch = version };
        await using var content = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = only }, cancellationToken);
        var stored = await coordinator.Api.Upload(file, content, cancellationToken: cancellationToken);
        var submit = new SubmitJob(DroppedScene.Complete(settings, stored, file), Key(blob.Name, version, text), AutoAccept: true);
        return await coordinator.Api.Post<SubmitJob, JobView>("/v1/jobs", submit, cancellationToken);
    }

    private static string Key(string name, ETag version, string settings) =>
        "drop-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{version:H}\n{settings}")).AsSpan(0, 24));

    private static async Task<(string Source, string Text)> Settings(
        BlobContainerClient container, string name, BlobProperties properties, CancellationToken cancellationToken)
    {
        foreach (var sidecar in DroppedScene.Sidecars(name))
            if (await ReadIfThere(container.GetBlobClient(sidecar), cancellationToken) is { } text)
                return (sidecar, text);
        // Metadata are texts: those that are JSON values mean these, such as 64, all others themselves.
        var own = new JsonObject();
        foreach (var (key, value) in properties.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            own[key] = Value(value);
        return ("the blob's metadata", own.ToJsonString());
    }

    private static async Task<string?> ReadIfThere(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToString();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    /// <summary>What is wrong with settings; null where they are an object.</summary>
    private static string? Read(string text, string source, out JsonObject settings)
    {
        try
        {
            settings = DroppedScene.Settings(text);
            return null;
        }
        catch (JsonException e)
        {
            settings = [];
            return $"{source} is no JSON object: {e.Message} Write {{ \"samples\": 64, … }}.";
        }
    }

    private async Task Refuse(
        BlobContainerClient container, string name, string detail, string? fix, IReadOnlyList<FieldError>? errors, CancellationToken cancellationToken)
    {
        log.DropRefused(name, detail);
        await Write(container, DroppedScene.Error(name), DroppedScene.Explain(name, detail, fix, errors), cancellationToken);
    }

    private static async Task Write(BlobContainerClient container, string name, string text, CancellationToken cancellationToken) =>
        await container.GetBlobClient(name).UploadAsync(
            BinaryData.FromString(text), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/plain; charset=utf-8" } }, cancellationToken);
}
