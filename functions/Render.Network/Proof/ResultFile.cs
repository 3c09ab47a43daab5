using System.Buffers.Binary;
using System.Globalization;

namespace Render.Network.Proof;

/// <summary>
/// A task's result: per block the rays, the invalid samples and the pixels' sums. Built block by block by whoever rendered, or opened over
/// bytes from elsewhere, which are validated whole and never copied.
/// </summary>
public sealed class ResultFile
{
    /// <summary>Greatest magnitude of one sample's contribution: 65,504 in units of 2⁻²⁴.</summary>
    public const long MaxSample = 65_504L << 24;

    private readonly ReadOnlyMemory<byte> _content;

    private ResultFile(ResultHeader header, ReadOnlyMemory<byte> content) => (Header, _content) = (header, content);

    /// <summary>What the file says it is a result of.</summary>
    public ResultHeader Header { get; }

    /// <summary>The file's bytes.</summary>
    public ReadOnlyMemory<byte> Content => _content;

    /// <summary>Number of blocks.</summary>
    public int Blocks => Header.Region.Blocks;

    /// <summary>Opens a file over <paramref name="content"/>, which must not change afterwards.</summary>
    /// <exception cref="ResultFileException">It is malformed, or holds what no rendering can produce.</exception>
    public static ResultFile Open(ReadOnlyMemory<byte> content)
    {
        var file = new ResultFile(ResultHeader.Read(content.Span), content);
        var rays = 0UL;
        for (var i = 0; i < file.Blocks; i++)
        {
            var block = file.Block(i);
            if (block.Rays > ulong.MaxValue - rays) throw new ResultFileException(ResultFileError.RaysOverflow, Text(i));
            rays += block.Rays;
            file.CheckPossible(i, block);
        }

        return file;
    }

    /// <summary>Creates a file block by block.</summary>
    /// <param name="header">What it is a result of.</param>
    /// <param name="write">Called once a block, in order: fills the block's pixels (row by row, red green blue) and returns (rays, invalid).</param>
    /// <exception cref="ResultFileException">The header is out of its limits.</exception>
    public static ResultFile Create(ResultHeader header, Func<int, Memory<long>, (ulong Rays, ulong Invalid)> write)
    {
        header.Validate();
        var content = new byte[header.FileLength];
        header.Write(content);
        var sums = new long[8 * 8 * 3];
        for (var i = 0; i < header.Region.Blocks; i++)
        {
            var count = (int)header.Region.Block(i).Pixels * 3;
            Array.Clear(sums);
            var (rays, invalid) = write(i, sums.AsMemory(0, count));
            WriteBlock(content.AsSpan(header.OffsetOf(i)), rays, invalid, sums.AsSpan(0, count));
        }

        return Open(content);
    }

    /// <summary>The block of that number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ResultBlock Block(int index)
    {
        var pixels = (int)Header.Region.Block(index).Pixels;
        var bytes = _content.Span.Slice(Header.OffsetOf(index), ResultHeader.BlockPrefix + pixels * ResultHeader.PixelSize);
        return new ResultBlock(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            bytes[ResultHeader.BlockPrefix..]);
    }

    /// <summary>The leaf of a block in the commitment for <paramref name="task"/>.</summary>
    public MerkleSum Leaf(Digest task, int index)
    {
        var block = Block(index);
        return Proof.Leaf.Of(task, index, block.Sums, block.Rays, block.Invalid);
    }

    /// <summary>The commitment for <paramref name="task"/> over all blocks.</summary>
    public MerkleSumTree Commit(Digest task)
    {
        var leaves = new MerkleSum[Blocks];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = Leaf(task, i);
        return MerkleSumTree.Build(leaves);
    }

    /// <summary>Whether sums (int64 little-endian) are such as <paramref name="samples"/> samples can add up to.</summary>
    public static bool ArePossible(ReadOnlySpan<byte> sums, int samples)
    {
        var limit = MaxSample * samples;
        for (; !sums.IsEmpty; sums = sums[8..])
            if (BinaryPrimitives.ReadInt64LittleEndian(sums) is var sum && (sum > limit || sum < -limit))
                return false;
        return true;
    }

    private void CheckPossible(int index, ResultBlock block)
    {
        var samples = (ulong)(block.Sums.Length / ResultHeader.PixelSize) * (ulong)Header.Samples.Count;
        if (block.Invalid > samples) throw new ResultFileException(ResultFileError.ImpossibleInvalid, Text(index));
        if (!ArePossible(block.Sums, Header.Samples.Count)) throw new ResultFileException(ResultFileError.ImpossibleSum, Text(index));
    }

    private static void WriteBlock(Span<byte> destination, ulong rays, ulong invalid, ReadOnlySpan<long> sums)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, rays);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], invalid);
        for (var i = 0; i < sums.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(destination[(16 + 8 * i)..], sums[i]);
    }

    private static string Text(int block) => string.Create(CultureInfo.InvariantCulture, $"block {block}");
}
