using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class WorkUnitsTests
{
    [Property]
    public bool Share_Fraction_IsRoundedUp(NonNegativeInt micros, NonNegativeInt numerator, PositiveInt denominator)
    {
        var share = (Int128)new WorkUnits(micros.Get).Share((ulong)numerator.Get, (ulong)denominator.Get).Micros;
        var exact = (Int128)micros.Get * numerator.Get;
        return share * denominator.Get >= exact && (share - 1) * denominator.Get < exact;
    }

    [Fact]
    public void Sum_TooLarge_Throws() => Assert.Throws<OverflowException>(() => new WorkUnits(long.MaxValue) + new WorkUnits(1));
}
