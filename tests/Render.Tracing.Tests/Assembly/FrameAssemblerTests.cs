using FsCheck.Xunit;
using Render.Tracing.Assembly;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Assembly;

public class FrameAssemblerTests
{
    [Property]
    public bool Mean_OfAnySum_IsTheQuotientToFloatPrecision(uint high, uint low, byte samples)
    {
        var n = samples + 1;
        var sum = ((long)(high & 0xFFFF) << 24 | low & 0xFFFFFF) * n;
        var expected = sum / n / 16777216.0;
        return Math.Abs(FrameAssembler.Mean(sum, n).Value - expected) <= expected * 6e-8;
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(-1f, 0)]
    [InlineData(float.NaN, 0)]
    [InlineData(1f, 255)]
    [InlineData(9f, 255)]
    [InlineData(0.21586f, 128)]
    [InlineData(0.0030352698f, 10)]
    public void Encode_OfALinearValue_IsTheNearestSrgbByte(float linear, byte expected) => Assert.Equal(expected, Srgb.Encode(linear));

    [Fact]
    public void Encode_OfEveryDecodedByte_ReturnsIt()
    {
        var table = Render.Tracing.Compilation.SrgbTable.Build();
        for (var i = 0; i < 256; i++)
            Assert.Equal(i, Srgb.Encode(table[i]));
    }

    [Fact]
    public void PbrNeutral_OfModestColours_KeepsTheirDifferences_AndNeverExceedsOne()
    {
        var kept = PbrNeutral.Map(new(0.5f, 0.3f, 0.2f));
        Assert.Equal(0.2f, (kept.X - kept.Y).Value, 5);
        for (var x = 0.5f; x < 1000f; x *= 1.3f)
            Assert.InRange(PbrNeutral.Map(new(x, x * 0.5f, 0f)).Largest.Value, 0f, 1f);
    }
}
