using Microsoft.Win32.SafeHandles;

namespace Render.Worker.Peers;

/// <summary>What another node gets; disposing it ends the serving.</summary>
/// <param name="Status">HTTP status: 206, or why not.</param>
/// <param name="Content">The bytes asked for; empty where they are refused.</param>
/// <param name="Length">Bytes of the whole file.</param>
public sealed record PeerAnswer(int Status, ReadOnlyMemory<byte> Content, long Length)
{
    internal static PeerAnswer Refused(int status) => new(status, default, 0);

    internal static PeerAnswer? Read(SafeFileHandle file, long from, int count)
    {
        var length = RandomAccess.GetLength(file);
        var bytes = new byte[count];
        return from <= length - count && RandomAccess.Read(file, bytes, from) == count ? new PeerAnswer(206, bytes, length) : null;
    }
}
