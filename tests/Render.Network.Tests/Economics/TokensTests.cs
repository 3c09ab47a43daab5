using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;
using Render.Network.Economics;

namespace Render.Network.Tests.Economics;

public sealed class TokensTests
{
    [Property]
    public bool Tokens_TextAndJson_RoundTrip(ulong high, ulong low)
    {
        var tokens = new Tokens(new UInt128(high, low));
        return Tokens.Parse(tokens.ToString()) == tokens && JsonSerializer.Deserialize<Tokens>(JsonSerializer.Serialize(tokens)) == tokens;
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("340282366920938463463374607431768211456")]
    public void TryParse_NotACanonicalNumberOfUnits_IsFalse(string text) => Assert.False(Tokens.TryParse(text, out _));

    [Fact]
    public void Arithmetic_OutOfRange_Throws()
    {
        var most = new Tokens(UInt128.MaxValue);
        Assert.Throws<OverflowException>(() => most + new Tokens(1));
        Assert.Throws<OverflowException>(() => Tokens.Zero - new Tokens(1));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => most.MultiplyDivide(2, 1));
        Assert.Throws<OverflowException>(() => Tokens.FromDecimal(-0.1m));
        Assert.Throws<DivideByZeroException>(() => Tokens.One.MultiplyDivide(1, 0));
    }

    [Property]
    public bool MultiplyDivide_UpAndDown_AreTheTwoNeighboursOfTheQuotient(ulong amount, uint numerator, uint less)
    {
        var denominator = (UInt128)less + 1;
        var (down, up) = (new Tokens(amount).MultiplyDivide(numerator, denominator), new Tokens(amount).MultiplyDivideUp(numerator, denominator));
        var product = (UInt128)amount * numerator;
        return down.Units * denominator <= product && up.Units * denominator >= product && up.Units - down.Units == (product % denominator == 0 ? (UInt128)0 : 1);
    }

    [Theory]
    [InlineData("0", "0.00 RNT")]
    [InlineData("1000", "1000.00 RNT")]
    [InlineData("99.9999", "99.999 RNT")]
    [InlineData("0.00031849", "0.0003184 RNT")]
    [InlineData("0.000000000000000001", "0.000000000 RNT")]
    public void ToText_NoPlacesGiven_HasEnoughToTellAmountsApart(string amount, string expected) =>
        Assert.Equal(expected, Tokens.FromDecimal(decimal.Parse(amount, CultureInfo.InvariantCulture)).ToText());

    [Theory]
    [InlineData("12.345", 3, "12.345 RNT")]
    [InlineData("12.3456", 3, "12.345 RNT")]
    [InlineData("0.000000000000000001", 18, "0.000000000000000001 RNT")]
    [InlineData("7", 0, "7 RNT")]
    public void ToText_AnAmount_IsTokensAndSymbol(string amount, int places, string expected) =>
        Assert.Equal(expected, Tokens.FromDecimal(decimal.Parse(amount, CultureInfo.InvariantCulture)).ToText(places));
}
