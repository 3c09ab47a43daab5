using System.CommandLine;
using System.Globalization;
using Render.Ingest.Uploads;
using Render.Local.Cli.Views;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Takes a scene file to the coordinator and says what it found in it.</summary>
internal static class SceneUpload
{
    /// <summary>The argument.</summary>
    public static Argument<FileInfo> Scene() => new("SCENE") { Description = "A glTF 2.0 scene: .glb, .gltf with embedded data, or a .zip of a .gltf with its files and, where one lights it, a .hdr picture." };

    /// <summary>Uploads the scene.</summary>
    /// <param name="context">Where it is told.</param>
    /// <param name="network">The coordinator.</param>
    /// <param name="scene">The scene's file.</param>
    /// <param name="environment">The path of a picture that is to come with it as its light; null: it goes as it is.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PackageStored> Upload(CommandContext context, AdminClient network, FileInfo scene, string? environment, CancellationToken cancellation)
    {
        if (!scene.Exists)
            throw new CommandFailedException(ExitCode.BadInput, $"There is no file {scene.FullName}.", "Name a .glb, .gltf or .zip.");
        var picture = environment is null ? null : await EnvironmentPicture.Read(environment, cancellation);
        await using var content = picture is null ? scene.OpenRead() : await Task.Run(() => Lit(scene, picture), cancellation);
        var progress = new UploadLine(context, scene.Name);
        var package = await new ChunkedUpload(network, context.Surroundings.Time).Run(picture is null ? scene.Name : Path.ChangeExtension(scene.Name, ".zip"), content, progress, cancellation);
        progress.End();
        var facts = package.Facts;
        context.Screen.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{scene.Name}: {facts.Triangles:N0} triangles, {facts.Instances:N0} instances, {facts.Images} images, {facts.Lights} lights{(facts.Animated ? $", {facts.DurationSeconds:0.##} s of animation" : "")}"));
        if (picture is not null)
            context.Screen.Note(string.Create(CultureInfo.InvariantCulture, $"  lit by {picture.Name}, {picture.Sky.Width}x{picture.Sky.Height}"));
        foreach (var notice in package.Notices)
            context.Screen.Note($"  note: {notice}");
        return package;
    }

    /// <summary>The scene packed with its light, in a file that is gone when it is closed.</summary>
    private static FileStream Lit(FileInfo scene, EnvironmentPicture picture)
    {
        var packed = new FileStream(
            Path.Combine(Path.GetTempPath(), $"render-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            using var content = scene.OpenRead();
            LitUpload.Write(packed, scene.Name, content, picture.Content);
            packed.Position = 0;
            return packed;
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }
}
