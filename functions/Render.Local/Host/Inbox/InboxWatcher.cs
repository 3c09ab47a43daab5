using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Inbox;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Messages;

namespace Render.Local.Host.Inbox;

/// <summary>
/// Turns scenes that are dropped into a folder into jobs. Looks at the folder instead of being told, so that nothing is missed while the
/// coordinator is down; a scene and its settings name their job, so that taking one twice makes one job.
/// </summary>
/// <param name="folder">The inbox.</param>
/// <param name="desk">Where jobs are submitted.</param>
/// <param name="time">The clock.</param>
/// <param name="log">What happened.</param>
internal sealed class InboxWatcher(string folder, ICreatorDesk desk, TimeProvider time, ILogger log)
{
    /// <summary>Time between two looks; a file that is the same in two of them is complete.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long, DateTime, DateTime)> _seen = new(StringComparer.Ordinal);

    /// <summary>Where scenes go that became jobs.</summary>
    public string Accepted => Path.Combine(folder, "accepted");

    /// <summary>Looks until stopped.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Accepted);
        while (true)
        {
            await Scan(cancellation);
            await Task.Delay(Look, time, cancellation);
        }
    }

    /// <summary>Looks once: takes every scene that has not changed since the look before.</summary>
    public async Task Scan(CancellationToken cancellation)
    {
        var scenes = Directory.EnumerateFiles(folder).Where(path => DroppedScene.IsScene(Path.GetFileName(path))).Order(StringComparer.Ordinal).Select(path => new InboxFile(path)).ToList();
        foreach (var gone in _seen.Keys.Except(scenes.Select(scene => scene.Path)).ToList())
            _seen.Remove(gone);
        foreach (var scene in scenes)
        {
            if (scene.Look() is not { } look || scene.IsRefused())
                continue;
            var settled = _seen.TryGetValue(scene.Path, out var before) && before == look;
            _seen[scene.Path] = look;
            if (settled && look.Length > 0)
                await Take(scene, cancellation);
        }
    }

    private async Task Take(InboxFile scene, CancellationToken cancellation)
    {
        try
        {
            var refusal = await Submit(scene, cancellation);
            if (refusal is { Kind: RefusalKind.Unavailable })
                return;
            if (refusal is not null)
                await Refuse(scene, refusal, cancellation);
        }
        catch (StorageFullException e)
        {
            log.InboxWaits(scene.Name, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody moves or locks it: the next look finds out.
            log.InboxWaits(scene.Name, e.Message);
        }
    }

    private async Task<Refusal?> Submit(InboxFile scene, CancellationToken cancellation)
    {
        var settings = scene.Sidecar is { } sidecar ? await File.ReadAllTextAsync(sidecar, cancellation) : "{}";
        JsonObject spec;
        try
        {
            spec = DroppedScene.Settings(settings);
        }
        catch (JsonException e)
        {
            return new Refusal(RefusalKind.Invalid, "inbox-settings", $"{Path.GetFileName(scene.Sidecar)} is no JSON object: {e.Message}", "Write { \"samples\": 64, … }.");
        }
        await using var content = File.OpenRead(scene.Path);
        var key = await KeyOf(scene, content, settings, cancellation);
        content.Position = 0;
        var stored = await desk.StorePackage(content, scene.Name, cancellation);
        if (stored.IsRefused)
            return stored.Refusal;
        var job = await desk.Submit(new SubmitJob(DroppedScene.Complete(spec, stored.Value, scene.Name), key, AutoAccept: true), cancellation);
        if (job.IsRefused)
            return job.Refusal;
        Accept(scene, key);
        log.InboxTook(scene.Name, job.Value.Id.Value);
        return null;
    }

    private void Accept(InboxFile scene, string key)
    {
        File.Delete(scene.Error);
        if (scene.Sidecar is { } sidecar)
            Move(sidecar, key);
        // The scene last: while it is here, a restart takes it again, and its key gives the same job.
        Move(scene.Path, key);
        _seen.Remove(scene.Path);
    }

    private void Move(string path, string key)
    {
        var name = Path.GetFileName(path);
        var target = Path.Combine(Accepted, name);
        File.Move(path, File.Exists(target) ? Path.Combine(Accepted, $"{key[^8..]}-{name}") : target, overwrite: true);
    }

    private async Task Refuse(InboxFile scene, Refusal refusal, CancellationToken cancellation)
    {
        log.InboxRefused(scene.Name, refusal.Detail);
        await File.WriteAllTextAsync(scene.Error, DroppedScene.Explain(scene.Name, refusal.Detail, refusal.Fix, refusal.Errors), cancellation);
    }

    private static async Task<string> KeyOf(InboxFile scene, Stream content, string settings, CancellationToken cancellation)
    {
        var digest = await SHA256.HashDataAsync(content, cancellation);
        var whole = SHA256.HashData([.. digest, .. Encoding.UTF8.GetBytes(scene.Name), 0, .. Encoding.UTF8.GetBytes(settings)]);
        return "inbox-" + Convert.ToHexStringLower(whole.AsSpan(0, 24));
    }
}
