using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Network.Tests.Chunks;

public class ChunkListTests
{
    private static readonly byte[] Data = ChunkData.Bytes("data", 6_000_000);
    private static readonly byte[] Encoded = ChunkList.Of(Data).Encode();

    [Property(MaxTest = 60)]
    public void Chunks_OfAnyFile_AreItsBytesInOrderWithinTheBounds(int start, int length)
    {
        var content = Slice(start, length);
        var list = ChunkList.Of(content);
        var offset = 0L;
        for (var i = 0; i < list.Chunks.Count; i++)
        {
            var chunk = list.Chunks[i];
            Assert.Equal(offset, chunk.Offset);
            Assert.InRange(chunk.Length, i < list.Chunks.Count - 1 ? ChunkSizes.Smallest : 1, ChunkSizes.Largest);
            Assert.Equal(Digest.Of(content.Slice((int)chunk.Offset, chunk.Length)), chunk.Digest);
            offset += chunk.Length;
        }

        Assert.Equal((content.Length, Digest.Of(content)), (list.Length, list.File));
        Assert.Equal(offset, list.Length);
    }

    [Property(MaxTest = 30)]
    public void Builder_HoweverBytesArePortioned_GivesTheSameList(int length, PositiveInt portion)
    {
        var content = Slice(0, length);
        using var builder = new ChunkListBuilder();
        var step = 1 + portion.Get % 3 * 700_001 + portion.Get * 997;
        for (var i = 0; i < content.Length; i += step)
            builder.Append(content[i..Math.Min(content.Length, i + step)]);
        Assert.Equal(ChunkList.Of(content).Encode(), builder.Finish().Encode());
    }

    [Property(MaxTest = 40)]
    public void Edit_ContiguousAnywhere_ChangesOnlyChunksBesideIt(PositiveInt at, int added, PositiveInt removed)
    {
        var from = at.Get * 7_919 % (Data.Length - 200_000);
        byte[] edited = [.. Data[..from], .. ChunkData.Bytes("edit", Math.Abs(added % 60_000)), .. Data[(from + removed.Get * 31 % 60_000)..]];
        var known = ChunkList.Of(Data).Chunks.Select(chunk => chunk.Digest).ToHashSet();
        var changed = ChunkList.Of(edited).Chunks.Where(chunk => !known.Contains(chunk.Digest)).Sum(chunk => chunk.Length);
        // The edit itself, and at most two of the largest chunks before cuts meet again.
        Assert.InRange(changed, 0, 60_000 + 2 * ChunkSizes.Largest);
    }

    [Fact]
    public void Chunks_OfBytesWithoutPattern_AreOfTheirNormalSize()
    {
        var list = ChunkList.Of(Data);
        Assert.InRange(list.Length / list.Chunks.Count, ChunkSizes.Normal * 3 / 4, ChunkSizes.Normal * 3 / 2);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(ChunkSizes.Largest, 1)]
    public void File_UpToTheLargestChunk_IsOne(int length, int chunks)
    {
        var list = ChunkList.Of(Data.AsSpan(0, length));
        Assert.Equal(chunks, list.Chunks.Count);
        Assert.All(list.Chunks, chunk => Assert.Equal(list.File, chunk.Digest));
    }

    [Fact]
    public void File_OfEqualBytes_IsCutAtTheLargest() =>
        Assert.Equal([ChunkSizes.Largest, ChunkSizes.Largest, 5], ChunkList.Of(new byte[2 * ChunkSizes.Largest + 5]).Chunks.Select(chunk => chunk.Length));

    [Fact]
    public void List_Encoded_IsReadBack()
    {
        var list = ChunkList.Of(Data);
        var read = ChunkList.Decode(list.Encode(), Data.Length);
        Assert.Equal((list.File, list.Length), (read.File, read.Length));
        Assert.Equal(list.Chunks, read.Chunks);
    }

    [Property(MaxTest = 200)]
    public void List_Truncated_IsRefused(PositiveInt cut) =>
        Assert.Throws<ChunkListException>(() => ChunkList.Decode(Encoded.AsSpan(0, cut.Get % Encoded.Length), long.MaxValue));

    [Property(MaxTest = 300)]
    public void List_WithAnyByteChanged_IsRefusedOrAnotherList(NonNegativeInt at, byte value)
    {
        byte[] bytes = [.. Encoded];
        var position = at.Get % bytes.Length;
        if (bytes[position] == value)
            return;
        bytes[position] = value;
        try
        {
            // What passes is canonical again.
            Assert.Equal(bytes, ChunkList.Decode(bytes, long.MaxValue).Encode());
        }
        catch (ChunkListException)
        {
            // Refused, which is as good.
        }
    }

    [Fact]
    public void List_LyingAboutItsForm_IsRefused()
    {
        var good = Encoded;
        Refused([.. good, 0]);
        Refused(Changed(good, 16 + 32 + 7, 1));
        Refused(Changed(good, 16 + 32 + 8, 0xff));
        // The first chunk's length: none, too small, too large.
        Refused(Length(good, 0));
        Refused(Length(good, ChunkSizes.Smallest - 1));
        Refused(Length(good, ChunkSizes.Largest + 1));
        Refused(Length(good, uint.MaxValue));
        // A file of one chunk whose chunk is another.
        Refused(Changed(ChunkList.Of(Data.AsSpan(0, 100)).Encode(), 60, 1));
        Assert.Throws<ChunkListException>(() => ChunkList.Decode(good, Data.Length - 1));
    }

    private static void Refused(byte[] bytes) => Assert.Throws<ChunkListException>(() => ChunkList.Decode(bytes, long.MaxValue));

    private static byte[] Changed(byte[] bytes, int at, byte by)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= by;
        return changed;
    }

    private static byte[] Length(byte[] bytes, uint length)
    {
        byte[] changed = [.. bytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(60 + 32), length);
        return changed;
    }

    private static ReadOnlySpan<byte> Slice(int start, int length)
    {
        // Small and large files alike.
        var size = (int)((uint)length * 2_654_435_761 % (length % 2 == 0 ? 3_000_000u : 1_000u));
        return Data.AsSpan((int)((uint)start * 40_503 % 3_000_000), size);
    }
}
