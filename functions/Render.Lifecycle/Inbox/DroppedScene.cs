using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Network.Messages;

namespace Render.Lifecycle.Inbox;

/// <summary>What makes a job of a scene that is dropped into a folder or a container. Pure; each host's inbox keeps its own files.</summary>
public static class DroppedScene
{
    private static readonly string[] Endings = [".glb", ".gltf", ".zip"];
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether a file of this name is a scene: hidden ones are what programs write first and rename when done.</summary>
    /// <param name="name">Its name without folders.</param>
    public static bool IsScene(string name) => !name.StartsWith('.') && Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the settings beside a scene may be: <c>NAME.job.json</c>, with the scene's own ending before that or without.</summary>
    public static IReadOnlyList<string> Sidecars(string name) => [name + ".job.json", Stem(name) + ".job.json"];

    /// <summary>Takes the reason where it cannot become a job.</summary>
    public static string Error(string name) => Stem(name) + ".error.txt";

    /// <summary>Reads settings.</summary>
    /// <param name="json">A JSON object, comments and trailing commas allowed.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject Settings(string json) => JsonNode.Parse(json, documentOptions: Lenient) as JsonObject ?? throw new JsonException("it is no object");

    /// <summary>Completes settings to a job's spec: the scene, its name, and where nothing is said of frames, the whole animation at 24 a second.</summary>
    public static JsonElement Complete(JsonObject settings, PackageStored stored, string name)
    {
        settings["package"] = stored.Digest.ToString();
        settings["name"] ??= name;
        settings["frames"] ??= WholeAnimation(stored.Facts);
        return JsonSerializer.SerializeToElement(settings);
    }

    /// <summary>What is written beside a scene that did not become a job.</summary>
    public static string Explain(string name, string detail, string? fix, IEnumerable<FieldError>? errors)
    {
        var fields = string.Concat((errors ?? []).Select(error => $"\n  {error.Field}: {error.Detail}"));
        return $"{name} did not become a job.\n\n{detail}{(fix is { Length: > 0 } ? " " + fix : "")}{fields}\n\nMend the scene or its settings and it is tried again.\n";
    }

    private static string Stem(string name) => name[..^Path.GetExtension(name).Length];

    private static string WholeAnimation(SceneFacts facts) => facts.Animated
        ? string.Create(CultureInfo.InvariantCulture, $"0-{(int)Math.Clamp(Math.Floor(facts.DurationSeconds * 24 + 0.001), 0, 99_999)}")
        : "0";
}
