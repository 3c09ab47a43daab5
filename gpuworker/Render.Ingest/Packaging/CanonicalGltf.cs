using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Tracing.Gltf;

namespace Render.Ingest.Packaging;

/// <summary>Rewrites a scene's JSON for its package: one packed buffer, images by canonical file, nothing that is not applied.</summary>
internal static class CanonicalGltf
{
    /// <summary>The JSON's path in a package.</summary>
    public const string EntryPath = "scene.gltf";

    /// <summary>The buffer's path in a package.</summary>
    public const string BufferPath = "buffer.bin";

    /// <summary>An image's path in a package.</summary>
    public static string ImagePath(int number) => FormattableString.Invariant($"images/{number:D5}.rgba");

    /// <summary>The rewritten JSON and the packed buffer.</summary>
    /// <param name="json">The file's root; has been loaded, so its references are known to be good.</param>
    /// <param name="buffers">The file's buffers.</param>
    /// <param name="imageNumbers">For each image of the file that is used, its number in the package.</param>
    public static (byte[] Json, byte[] Buffer) Rewrite(JsonElement json, GltfBuffers buffers, IReadOnlyDictionary<int, int> imageNumbers)
    {
        var root = JsonObject.Create(json)!;
        RemoveUnapplied(root);
        if (root["extensionsUsed"] is JsonArray used)
            root["extensionsUsed"] = new JsonArray([.. used.Where(name => ExtensionPolicy.IsHonoured((string)name!)).Select(name => name!.DeepClone())]);
        RewriteImages(root, imageNumbers);
        var buffer = RewriteBuffers(root, buffers);
        return (JsonSerializer.SerializeToUtf8Bytes(root), buffer);
    }

    private static void RewriteImages(JsonObject root, IReadOnlyDictionary<int, int> imageNumbers)
    {
        if (root["images"] is not JsonArray images)
            return;
        // Unused images keep their place, empty, so that no texture's index has to change.
        for (var i = 0; i < images.Count; i++)
            images[i] = imageNumbers.TryGetValue(i, out var number) ? new JsonObject { ["uri"] = ImagePath(number) } : new JsonObject();
    }

    private static byte[] RewriteBuffers(JsonObject root, GltfBuffers buffers)
    {
        var users = Accessors(root).SelectMany(ViewUsers).ToArray();
        var used = users.Select(user => (int)user["bufferView"]!.AsValue().GetValue<decimal>()).Distinct().Order().ToArray();
        var packing = BufferPacking.Of(used.Select(buffers.Range), buffers.Buffer);
        var views = new JsonArray();
        var moved = new Dictionary<int, int>();
        foreach (var view in used)
        {
            var (buffer, offset, length) = buffers.Range(view);
            var rewritten = new JsonObject { ["buffer"] = 0, ["byteOffset"] = packing.Offset(buffer, offset), ["byteLength"] = length };
            if (root["bufferViews"]![view]!["byteStride"] is { } stride)
                rewritten["byteStride"] = stride.DeepClone();
            moved[view] = views.Count;
            views.Add(rewritten);
        }

        foreach (var user in users)
            user["bufferView"] = moved[(int)user["bufferView"]!.AsValue().GetValue<decimal>()];
        root.Remove("buffers");
        root.Remove("bufferViews");
        if (views.Count > 0)
        {
            root["buffers"] = new JsonArray(new JsonObject { ["uri"] = BufferPath, ["byteLength"] = packing.Content.Length });
            root["bufferViews"] = views;
        }

        return packing.Content;
    }

    private static IEnumerable<JsonObject> Accessors(JsonObject root) => (root["accessors"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<JsonObject> ViewUsers(JsonObject accessor) =>
        new[] { accessor, accessor["sparse"]?["indices"] as JsonObject, accessor["sparse"]?["values"] as JsonObject }
            .OfType<JsonObject>().Where(user => user.ContainsKey("bufferView"));

    /// <summary>Removes extras and extensions that are not applied.</summary>
    private static void RemoveUnapplied(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                RemoveUnapplied(item);
        }
        else if (node is JsonObject parent)
        {
            parent.Remove("extras");
            if (parent["extensions"] is JsonObject extensions)
                foreach (var name in extensions.Select(pair => pair.Key).Where(name => !ExtensionPolicy.IsHonoured(name)).ToArray())
                    extensions.Remove(name);
            foreach (var (_, child) in parent)
                RemoveUnapplied(child);
        }
    }
}
