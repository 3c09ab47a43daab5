using Render.Network.Economics;

namespace Render.Network.Tests.Economics;

public class WalletAddressTests
{
    private const string Lower = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")]
    [InlineData(Lower)]
    public void Parse_AnyCase_IsTheSameAddress(string text) => Assert.Equal((Lower, WalletAddress.Parse(Lower)), (WalletAddress.Parse(text).Value, WalletAddress.Parse(text)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg")]
    public void TryParse_NoAddress_IsFalse(string? text) => Assert.False(WalletAddress.TryParse(text, out _));
}
