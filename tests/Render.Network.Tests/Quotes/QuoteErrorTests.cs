using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

public class QuoteErrorTests
{
    [Theory]
    [InlineData(1_030, 1_000, 30_000)]
    [InlineData(970, 1_000, -30_000)]
    [InlineData(5, 0, 0)]
    [InlineData(ulong.MaxValue, 1, long.MaxValue)]
    public void ErrorPpm_ActualAgainstLikely_IsSigned(ulong actual, ulong likely, long expected) => Assert.Equal(expected, new QuoteError(actual, likely, likely).ErrorPpm);

    [Theory]
    [InlineData(1_100, true)]
    [InlineData(1_101, false)]
    public void WithinCap_Actual_IsAtMostP90(ulong actual, bool within) => Assert.Equal(within, new QuoteError(actual, 1_000, 1_100).WithinCap);
}
