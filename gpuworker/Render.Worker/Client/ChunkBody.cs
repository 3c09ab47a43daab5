namespace Render.Worker.Client;

/// <summary>Reads what should be one chunk.</summary>
internal static class ChunkBody
{
    /// <summary>The body, at most <paramref name="length"/> bytes of it and one more: who sends too much is found out and not listened to.</summary>
    public static async Task<byte[]> Read(HttpResponseMessage answer, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length + 1];
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..read];
    }
}
