using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Views;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Takes a scene file to the coordinator and says what it found in it.</summary>
internal static class SceneUpload
{
    /// <summary>The argument.</summary>
    public static Argument<FileInfo> Scene() => new("SCENE") { Description = "A glTF 2.0 scene: .glb, .gltf with embedded data, or a .zip of a .gltf with its files." };

    /// <summary>Uploads the scene.</summary>
    public static async Task<PackageStored> Upload(CommandContext context, AdminClient network, FileInfo scene, CancellationToken cancellation)
    {
        if (!scene.Exists)
            throw new CommandFailedException(ExitCode.BadInput, $"There is no file {scene.FullName}.", "Name a .glb, .gltf or .zip.");
        await using var content = scene.OpenRead();
        var progress = new UploadLine(context, scene.Name);
        var package = await new ChunkedUpload(network, context.Surroundings.Time).Run(scene.Name, content, progress, cancellation);
        progress.End();
        var facts = package.Facts;
        context.Screen.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{scene.Name}: {facts.Triangles:N0} triangles, {facts.Instances:N0} instances, {facts.Images} images, {facts.Lights} lights{(facts.Animated ? $", {facts.DurationSeconds:0.##} s of animation" : "")}"));
        foreach (var notice in package.Notices)
            context.Screen.Note($"  note: {notice}");
        return package;
    }
}
