using Render.Ingest.Packaging;
using Render.Ingest.Uploads;
using Render.Tracing.Compilation;
using Render.Tracing.Imaging;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;

namespace Render.TestScenes;

/// <summary>What becomes of an upload: everything that a coordinator and a node do with it, down to some pixels.</summary>
internal static class UploadTrial
{
    private static readonly RenderSettings Settings = new(8, 8, Bounces: 2);

    /// <summary>"fine", or the code of the fault that it is refused for. Any other exception is one too many.</summary>
    public static string Outcome(UploadFile file, SceneLimits limits)
    {
        try
        {
            if (Path.GetExtension(file.Name) == ".hdr")
                RadianceHdr.Read(file.Name, file.Content, limits);
            else
                Render(file, limits);
            return "fine";
        }
        catch (SceneException fault) when (fault.Message.Length > 0 && fault.Fix.Length > 0)
        {
            return fault.Code;
        }
    }

    private static void Render(UploadFile file, SceneLimits limits)
    {
        var upload = SceneUpload.Open(file.Name, file.Content, limits);
        var package = PackageBuilder.Build(upload.Files, upload.Entry, limits, upload.Environment);
        var scene = PackagedScene.Load(package.Manifest, entry => package.Files[entry.Path], limits);
        var compiled = SceneCompiler.Compile(SceneCompiler.Prepare(scene.Assets), scene.AtFrame(7, 24f));
        TileRenderer.Render(compiled, Settings, new(0, 0, 8, 8), new(0, 2));
    }
}
