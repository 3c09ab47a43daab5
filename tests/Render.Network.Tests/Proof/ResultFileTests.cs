using System.Buffers.Binary;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class ResultFileTests
{
    private static readonly PixelRegion Region = new(8, 16, 18, 9);

    [Property(MaxTest = 50)]
    public bool ResultFile_Written_ReadsBackEveryBlock(byte width, byte height, byte samples)
    {
        var region = new PixelRegion(16, 24, 1 + width % 40, 1 + height % 40);
        var file = ResultFile.Open(Samples.Result(region, 1 + samples).Content);
        var length = 40;
        for (var i = 0; i < file.Blocks; i++)
        {
            var block = file.Block(i);
            length += 16 + block.Sums.Length;
            if (block.Rays != (ulong)(1_000 * (i + 1)) || block.Invalid != (ulong)(i % 2) || block.Sums.Length != region.Block(i).Pixels * 24) return false;
            for (var j = 0; j < block.Sums.Length / 8; j++)
                if (BinaryPrimitives.ReadInt64LittleEndian(block.Sums[(8 * j)..]) != 1_000_000L * (i + 1) + 1_000L * j)
                    return false;
        }

        return length == file.Content.Length && file.Header.Region == region && file.Header.Samples == new SampleRange(0, 1 + samples);
    }

    [Theory]
    [InlineData(0, 'X', ResultFileError.BadMagic)]
    [InlineData(4, 2, ResultFileError.BadVersion)]
    [InlineData(8, 1, ResultFileError.BadRegion)]
    [InlineData(11, 0xFF, ResultFileError.BadRegion)]
    [InlineData(16, 0, ResultFileError.BadRegion)]
    [InlineData(18, 0xFF, ResultFileError.BadRegion)]
    [InlineData(27, 0x80, ResultFileError.BadFrame)]
    [InlineData(31, 0x80, ResultFileError.BadSamples)]
    [InlineData(32, 0, ResultFileError.BadSamples)]
    [InlineData(35, 0x7F, ResultFileError.BadSamples)]
    [InlineData(36, 5, ResultFileError.BadBlockCount)]
    [InlineData(20, 10, ResultFileError.BadLength)]
    public void Open_OneFieldWrong_NamesIt(int offset, int value, ResultFileError error)
    {
        var bytes = Samples.Result(Region).Content.ToArray();
        bytes[offset] = (byte)value;
        Assert.Equal(error, Assert.Throws<ResultFileException>(() => ResultFile.Open(bytes)).Error);
    }

    [Fact]
    public void Open_TruncatedAnywhere_Throws()
    {
        var bytes = Samples.Result(Region).Content;
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<ResultFileException>(() => ResultFile.Open(bytes[..length])).Error;
            Assert.Equal(length < 40 ? ResultFileError.TooShort : ResultFileError.BadLength, error);
        }
    }

    [Fact]
    public void Open_HugeClaim_AllocatesLittle()
    {
        var bytes = Samples.Result(Region).Content.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), 4_096);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), 4_096);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(36), 512 * 512);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ResultFileException>(() => ResultFile.Open(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Open_SumBeyondItsSamples_Throws() => Assert.Equal(ResultFileError.ImpossibleSum, Corrupt(40 + 16, 4 * ResultFile.MaxSample + 1));

    [Fact]
    public void Open_SumAtTheLimitOfItsSamples_IsRead() => Assert.Equal(default, Corrupt(40 + 16, -4 * ResultFile.MaxSample));

    [Fact]
    public void Open_MoreInvalidThanSamples_Throws() => Assert.Equal(ResultFileError.ImpossibleInvalid, Corrupt(40 + 8, 64 * 4 + 1));

    [Fact]
    public void Open_RaysThatOverflow_Throws() => Assert.Equal(ResultFileError.RaysOverflow, Corrupt(40, -1));

    [Property(MaxTest = 200)]
    public bool Open_AnyGarbage_ThrowsOnlyItsOwnException(byte[] garbage, bool headed)
    {
        byte[] bytes = headed ? [.. Samples.Result(Region).Content.Span[..40], .. garbage] : garbage;
        try
        {
            ResultFile.Open(bytes);
            return false;
        }
        catch (ResultFileException)
        {
            return true;
        }
    }

    private static ResultFileError Corrupt(int offset, long value)
    {
        var bytes = Samples.Result(Region).Content.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(offset), value);
        try
        {
            ResultFile.Open(bytes);
            return default;
        }
        catch (ResultFileException e)
        {
            return e.Error;
        }
    }
}
