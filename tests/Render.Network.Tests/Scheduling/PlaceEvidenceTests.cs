using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class PlaceEvidenceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1_000, 100)]
    [InlineData(20_000, 2_000)]
    public void MostKilometres_RoundTrip_IsLightInFibre(long micros, long kilometres) => Assert.Equal(kilometres, PlaceEvidence.MostKilometres(micros));

    [Fact]
    public void Assess_AnswerSoonerThanLight_IsContradicted() => Assert.Null(PlaceEvidence.Assess(attested: true, kilometresToStore: 6_000, radiusKilometres: 500, roundTripMicros: 54_000));

    [Fact]
    public void Assess_AnswerFromInsideTheRegionOnly_IsMeasured() =>
        Assert.Equal(EvidenceLevel.Measured, PlaceEvidence.Assess(attested: false, kilometresToStore: 100, radiusKilometres: 500, roundTripMicros: 4_000));

    [Fact]
    public void Assess_AnswerPossibleFromOutside_IsOnlyDeclared() =>
        Assert.Equal(EvidenceLevel.Declared, PlaceEvidence.Assess(attested: false, kilometresToStore: 100, radiusKilometres: 500, roundTripMicros: 4_001));

    [Fact]
    public void Assess_NothingMeasured_IsWhatIsSaid()
    {
        Assert.Equal(EvidenceLevel.Declared, PlaceEvidence.Assess(false, 100, 500, null));
        Assert.Equal(EvidenceLevel.Attested, PlaceEvidence.Assess(true, null, 500, 10));
    }

    [Property]
    public bool Assess_SlowerAnswer_NeverProvesMore(ushort distance, ushort radius, ushort roundTrip, ushort slower)
    {
        // A node can delay its answers but not hasten them.
        var quick = PlaceEvidence.Assess(false, distance, radius, roundTrip);
        var slow = PlaceEvidence.Assess(false, distance, radius, roundTrip + slower);
        return quick is null || slow <= quick;
    }
}
