namespace Render.Worker.Client;

/// <summary>How far an upload is.</summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="There">Bytes of it that the coordinator has, those there before and those sent.</param>
/// <param name="Before">Bytes that it had before.</param>
public readonly record struct UploadProgress(long Length, long There, long Before);
