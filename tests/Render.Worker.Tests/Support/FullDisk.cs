namespace Render.Worker.Tests.Support;

/// <summary>A file on a disk that takes so many bytes more.</summary>
internal sealed class FullDisk(string path, long room) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous)
{
    private long left = room;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        (left -= buffer.Length) < 0 ? throw new IOException("No space left on device", 28) : base.WriteAsync(buffer, cancellationToken);
}
