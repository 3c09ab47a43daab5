using FsCheck.Xunit;
using Render.Ingest.Images;
using Render.TestScenes;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Images;

public sealed class PngReaderTests
{
    [Property]
    public bool Read_WhatTheWriterWrote_GivesThePixelsBack(byte width, byte height, bool alpha, byte[] noise)
    {
        var (w, h, channels) = (width % 40 + 1, height % 40 + 1, alpha ? 4 : 3);
        var pixels = new byte[w * h * channels];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(noise.Length == 0 ? i : noise[i % noise.Length] + i / 7);
        var image = Read(PngWriter.Encode(w, h, channels, pixels));
        return image.Width == w && image.Height == h
            && Enumerable.Range(0, w * h).All(i => image.Rgba[4 * i] == pixels[channels * i] && image.Rgba[4 * i + 2] == pixels[channels * i + 2]
                && image.Rgba[4 * i + 3] == (alpha ? pixels[4 * i + 3] : 255));
    }

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000 }, new[] { 255, 0, 255 })]
    [InlineData(2, new byte[] { 0b0001_1000 }, new[] { 0, 85, 170 })]
    [InlineData(4, new byte[] { 0x0F, 0x80 }, new[] { 0, 255, 136 })]
    [InlineData(8, new byte[] { 0, 7, 255 }, new[] { 0, 7, 255 })]
    [InlineData(16, new byte[] { 0, 127, 0, 129, 255, 255 }, new[] { 0, 1, 255 })]
    public void Read_GreyOfAnyDepth_IsScaledToBytes(byte depth, byte[] row, int[] expected) =>
        Assert.Equal(expected, Red(PngFiles.Write(3, 1, depth, 0, [0, .. row])));

    [Fact]
    public void Read_Palette_LooksUpColourAndAlpha()
    {
        var image = Read(PngFiles.Write(2, 1, 2, 3, [0, 0b0110_0000], false, ("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("tRNS", [255, 128])));
        Assert.Equal([4, 5, 6, 128, 7, 8, 9, 255], image.Rgba);
    }

    [Fact]
    public void Read_TransparentColour_HasNoAlpha() =>
        Assert.Equal([1, 2, 3, 0, 1, 2, 4, 255], Read(PngFiles.Write(2, 1, 8, 2, [0, 1, 2, 3, 1, 2, 4], false, ("tRNS", [0, 1, 0, 2, 0, 3]))).Rgba);

    [Fact]
    public void Read_Interlaced_PutsEveryPixelInItsPlace()
    {
        // 3 × 3 grey: passes 1 (0,0), 4 (2,0) with 5 (0,2) and (2,2), 6 (1,0) and (1,2), 7 row 1.
        byte[] rows = [0, 10, 0, 30, 0, 70, 90, 0, 20, 0, 80, 0, 40, 50, 60];
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90], Red(PngFiles.Write(3, 3, 8, 0, rows, interlaced: true)));
    }

    [Fact]
    public void Read_EveryFilter_IsUndone() =>
        Assert.Equal(
            [5, 9, 6, 13, 4, 14, 7, 16, 8, 17],
            Red(PngFiles.Write(2, 5, 8, 0, [0, 5, 9, 1, 6, 7, 2, 254, 1, 3, 5, 6, 4, 1, 1])));

    [Fact]
    public void Read_DataThatUnpackToMuchMore_AreCutOff()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var image = Read(PngFiles.Write(8, 8, 8, 2, new byte[50_000_000]));
        Assert.Equal(256, image.Rgba.Length);
        // The test's own 50 MB and their packing are counted; the reader must not add as much again.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 75_000_000);
    }

    [Fact]
    public void Read_HugeHeader_IsRefusedBeforeMemoryIsTaken() =>
        Assert.Equal(SceneErrorCodes.LimitExceeded, FaultOf(PngFiles.Write(16_384, 16_385, 8, 6, [])));

    [Theory]
    [InlineData(0, 1, 8, 2)]
    [InlineData(1, 1, 3, 0)]
    [InlineData(1, 1, 16, 3)]
    [InlineData(1, 1, 8, 5)]
    [InlineData(2, 2, 8, 2)]
    public void Read_ImpossibleHeader_IsCorrupt(int width, int height, byte depth, byte color) =>
        Assert.Equal(SceneErrorCodes.ImageCorrupt, FaultOf(PngFiles.Write(width, height, depth, color, [0, 1])));

    [Fact]
    public void Read_WrongChecksum_IsCorruptAndNamesTheImage()
    {
        var png = PngWriter.Encode(4, 4, 3, new byte[48]);
        png[^20] ^= 1;
        var fault = Assert.Throws<SceneException>(() => PngReader.Read("image 'wall.png'", png, SceneLimits.Default));
        Assert.Equal(SceneErrorCodes.ImageCorrupt, fault.Code);
        Assert.Contains("wall.png", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryTruncation_IsCorrupt()
    {
        var png = PngWriter.Encode(4, 4, 3, SampleScenes.Texels());
        for (var length = 8; length < png.Length; length++)
            Assert.Equal(SceneErrorCodes.ImageCorrupt, FaultOf(png[..length]));
    }

    private static Image Read(byte[] png) => PngReader.Read("image", png, SceneLimits.Default);

    private static IEnumerable<int> Red(byte[] png) => Read(png).Rgba.Where((_, i) => i % 4 == 0).Select(value => (int)value);

    private static string FaultOf(byte[] png) => Assert.Throws<SceneException>(() => Read(png)).Code;
}
