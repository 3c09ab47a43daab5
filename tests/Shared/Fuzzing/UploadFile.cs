namespace Render.TestScenes;

/// <summary>A file as a creator sends it.</summary>
/// <param name="Name">Its name; the ending says what it claims to be.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record UploadFile(string Name, byte[] Content);
