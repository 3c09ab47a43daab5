using Render.Tracing.Imaging;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Local.Cli.Commands;

/// <summary>A picture on this machine that lights a scene from afar.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">The file.</param>
/// <param name="Sky">What it shows.</param>
internal sealed record EnvironmentPicture(string Name, byte[] Content, SkyEnvironment Sky)
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The path of a Radiance .hdr file.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">There is no such file.</exception>
    /// <exception cref="SceneException">It is broken or too large.</exception>
    public static async Task<EnvironmentPicture> Read(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new CommandFailedException(ExitCode.BadInput, $"There is no file {path}.", "Name a Radiance .hdr file, or write sky, none or auto.");
        PackagePath.RequireSize(file.Name, file.Length, SceneLimits.Default.FileBytes);
        var content = await File.ReadAllBytesAsync(path, cancellation);
        return new(file.Name, content, RadianceHdr.Read($"'{file.Name}'", content, SceneLimits.Default));
    }
}
