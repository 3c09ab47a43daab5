using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class PlaceEvidenceTests
{
    private const ulong Now = 1_500;
    private static readonly GeoPoint Dublin = new(53_350_000, -6_260_000);
    private static readonly StorePlace Store = new("eu-west", "IE", Dublin);
    private static readonly Attestor Registrar = new("registrar", Samples.Key(Vectors.ProofVectors.AuditorName).ExportSubjectPublicKeyInfo());
    private static readonly PlacePolicy Places = PlacePolicy.Default with { Attestors = [Registrar] };
    private static readonly PlaceStatement Statement = new(default, Registrar.Id, default, "us-east", "US", 1_000, 2_000);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1_000, 150)]
    [InlineData(20_000, 3_000)]
    public void MostKilometres_RoundTrip_IsLightThereAndBack(long micros, long kilometres) => Assert.Equal(kilometres, PlaceEvidence.MostKilometres(micros));

    [Property]
    public bool LeastMicros_OfADistance_AreTheLeastThatReachIt(ushort kilometres) =>
        PlaceEvidence.MostKilometres(PlaceEvidence.LeastMicros(kilometres)) is var reached && reached <= kilometres && kilometres - reached <= 1;

    [Fact]
    public void Of_NoAnswerYet_IsUnanswered() => Assert.Equal(PlaceDoubt.Unanswered, Of("eu-west", "", []).Doubt);

    [Fact]
    public void Of_AnswerSoonerThanLight_IsContradictedWhateverIsAttested()
    {
        // 5,446 km less a radius of 400: 33.4 ms at least.
        Assert.Equal(PlaceDoubt.Contradicted, Of("us-east", "", [33_000]).Doubt);
        Assert.Equal(PlaceDoubt.Contradicted, Of("us-east", "US", [33_000], Statement).Doubt);
        Assert.Equal(PlaceDoubt.None, Of("us-east", "", [34_000]).Doubt);
    }

    [Fact]
    public void Of_SlowAnswersAfterAQuickOne_StayContradicted() =>
        Assert.Equal(PlaceDoubt.Contradicted, Of("us-east", "", [2_000, .. Enumerable.Repeat(90_000L, RoundTrips.Kept)]).Doubt);

    [Fact]
    public void Of_AnswerFromInsideTheRegionOnly_IsMeasured()
    {
        Assert.Equal(EvidenceLevel.Measured, Of("eu-west", "", [2_000]).RegionEvidence);
        Assert.Equal(EvidenceLevel.Declared, Of("eu-west", "", [2_001]).RegionEvidence);
    }

    [Fact]
    public void Of_QuickAnswerLongAgo_MeasuresNothingNow() =>
        Assert.Equal(EvidenceLevel.Declared, Of("eu-west", "", [500, .. Enumerable.Repeat(9_000L, RoundTrips.Kept)]).RegionEvidence);

    [Fact]
    public void Of_RegionTheNetworkDoesNotKnow_IsDeclared() => Assert.Equal((PlaceDoubt.None, EvidenceLevel.Declared), (Of("attic", "", [1]).Doubt, Of("attic", "", [1]).RegionEvidence));

    [Fact]
    public void Of_StoreWithoutPosition_ContradictsButProvesNothing()
    {
        var store = Store with { Position = null };
        Assert.Equal(EvidenceLevel.Declared, Of("eu-west", "", [100], store: store).RegionEvidence);
        Assert.Equal(PlaceDoubt.Contradicted, Of("us-east", "", [30_000], store: store).Doubt);
        Assert.Equal(PlaceDoubt.None, Of("us-east", "", [100], store: new StorePlace()).Doubt);
    }

    [Fact]
    public void Of_MeasuredRegionOfOneJurisdiction_MeasuresThatJurisdiction()
    {
        var london = new StorePlace("uk-south", "GB", new GeoPoint(51_510_000, -130_000));
        Assert.Equal(EvidenceLevel.Measured, Of("uk-south", "GB", [300], store: london).JurisdictionEvidence);
        Assert.Equal(EvidenceLevel.Declared, Of("eu-west", "IE", [300]).JurisdictionEvidence);
    }

    [Fact]
    public void Of_Attested_CountsForWhatItNamesWhileItLasts()
    {
        var slow = new[] { 40_000L };
        Assert.Equal((EvidenceLevel.Attested, EvidenceLevel.Attested), Levels(Of("us-east", "US", slow, Statement)));
        Assert.Equal((EvidenceLevel.Attested, EvidenceLevel.Declared), Levels(Of("us-east", "CA", slow, Statement)));
        Assert.Equal((EvidenceLevel.Declared, EvidenceLevel.Declared), Levels(Of("us-east", "US", slow, Statement with { ExpiresUnixMs = Now })));
        Assert.Equal((EvidenceLevel.Declared, EvidenceLevel.Declared), Levels(Of("us-east", "US", slow, Statement with { Attestor = Samples.Digest("stranger") })));
    }

    [Property]
    public bool Of_SlowerAnswer_NeverProvesMore(ushort roundTrip, ushort slower, byte region)
    {
        // A node can delay its answers but not hasten them.
        var name = Places.Regions[region % Places.Regions.Count].Name;
        var (quick, slow) = (Of(name, "", [roundTrip]), Of(name, "", [roundTrip + slower]));
        return quick.Doubt == PlaceDoubt.Contradicted || (slow.Doubt == PlaceDoubt.None && slow.RegionEvidence <= quick.RegionEvidence);
    }

    [Property]
    public bool Of_NodeOutsideTheRegion_IsNeverMeasured(int latitude, int longitude, ushort more, byte region)
    {
        // Wherever it stands, its answer takes light's time from there, or longer.
        var at = new GeoPoint(latitude % 90_000_001, longitude % 180_000_001);
        var claimed = Places.Regions[region % Places.Regions.Count];
        var trip = (at.KilometresTo(Dublin).Least * 1_000 / 150) + more;
        var inside = at.KilometresTo(claimed.Centre).Least <= claimed.RadiusKm;
        return inside || Of(claimed.Name, "", [trip]).RegionEvidence == EvidenceLevel.Declared;
    }

    [Property]
    public bool Of_NodeInsideTheRegion_IsNeverContradicted(int latitude, int longitude, ushort more, byte region)
    {
        var claimed = Places.Regions[region % Places.Regions.Count];
        var at = new GeoPoint(claimed.LatitudeMicro + (latitude % 3_000_000), claimed.LongitudeMicro + (longitude % 3_000_000));
        var trip = (long)Math.Ceiling(at.KilometresTo(Dublin).Most * 1_000 / 150.0) + more;
        return at.KilometresTo(claimed.Centre).Most > claimed.RadiusKm || Of(claimed.Name, "", [trip]).Doubt == PlaceDoubt.None;
    }

    private static (EvidenceLevel, EvidenceLevel) Levels(KnownPlace place) => (place.RegionEvidence, place.JurisdictionEvidence);

    private static KnownPlace Of(string region, string jurisdiction, long[] micros, PlaceStatement? statement = null, StorePlace? store = null) =>
        PlaceEvidence.Of(region, jurisdiction, micros.Aggregate(RoundTrips.None, (trips, one) => trips.With(one)), statement, store ?? Store, Places, Now);
}
