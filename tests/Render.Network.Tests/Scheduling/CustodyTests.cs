using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class CustodyTests
{
    private static readonly PlacementPolicy Ireland = new() { Regions = ["eu-west"] };
    private static readonly KnownPlace There = new() { Region = "eu-west" };
    private static readonly KnownPlace Elsewhere = new() { Region = "us-east" };

    [Theory]
    [InlineData(Custodian.Renderer, true, true, true)]
    [InlineData(Custodian.Auditor, true, true, false)]
    [InlineData(Custodian.Arbiter, true, true, false)]
    [InlineData(Custodian.Peer, true, false, false)]
    [InlineData(Custodian.Reader, true, false, false)]
    [InlineData(Custodian.Store, true, true, true)]
    public void Admits_NodeElsewhere_IsKeptFromWhatItWouldHold(Custodian custodian, bool scene, bool output, bool logs)
    {
        Assert.Equal(!scene, Custody.Admits(PlacementPolicies.Anywhere with { Scene = Ireland }, custodian, Elsewhere));
        Assert.Equal(!output, Custody.Admits(PlacementPolicies.Anywhere with { Output = Ireland }, custodian, Elsewhere));
        Assert.Equal(!logs, Custody.Admits(PlacementPolicies.Anywhere with { Logs = Ireland }, custodian, Elsewhere));
        Assert.True(Custody.Admits(PlacementPolicies.Of(Ireland), custodian, There));
        Assert.True(Custody.Admits(PlacementPolicies.Anywhere, custodian, Elsewhere with { Doubt = PlaceDoubt.Contradicted }));
    }

    [Fact]
    public void Check_EveryCustodianAndPolicy_AgreesWithAdmits()
    {
        PlacementPolicy[] policies = [PlacementPolicy.Anywhere, Ireland, Ireland with { MinimumEvidence = EvidenceLevel.Measured }, new() { DeniedJurisdictions = ["US"] }];
        KnownPlace[] places = [There, Elsewhere, There with { Doubt = PlaceDoubt.Unanswered }, There with { Jurisdiction = "IE", RegionEvidence = EvidenceLevel.Measured }];
        foreach (var scene in policies)
            foreach (var output in policies)
                foreach (var place in places)
                    foreach (var custodian in Enum.GetValues<Custodian>())
                        Assert.Equal(
                            Custody.Check(new PlacementPolicies(scene, output, Ireland), custodian, place).IsEmpty,
                            Custody.Admits(new PlacementPolicies(scene, output, Ireland), custodian, place));
    }

    [Fact]
    public void Check_OnlyLogsKeptElsewhere_NamesTheLogs()
    {
        var misfit = Assert.Single(Custody.Check(PlacementPolicies.Anywhere with { Logs = Ireland }, Custodian.Renderer, Elsewhere));
        Assert.Equal((MisfitCode.Region, "region 'us-east' is not allowed for the logs"), (misfit.Code, misfit.Detail));
    }

    [Theory]
    [InlineData("IE", EvidenceLevel.Declared, null)]
    [InlineData("GB", EvidenceLevel.Declared, MisfitCode.Jurisdiction)]
    [InlineData("IE", EvidenceLevel.Measured, MisfitCode.Evidence)]
    public void Misfit_DeclaredJurisdiction_CountsAsDeclared(string declared, EvidenceLevel needed, MisfitCode? misfit) => Assert.Equal(
        misfit, (There with { Jurisdiction = declared, RegionLiesIn = ["IE", "GB"] }).Misfit(new PlacementPolicy { Jurisdictions = ["IE"], MinimumEvidence = needed }));

    [Fact]
    public void Misfit_MeasuredRegion_ProvesJurisdictionsWhereEachOfItsDoes()
    {
        var place = There with { Jurisdiction = "IE", RegionEvidence = EvidenceLevel.Measured, RegionLiesIn = ["IE", "GB"] };
        Assert.Null(place.Misfit(new PlacementPolicy { Jurisdictions = ["GB", "IE"], MinimumEvidence = EvidenceLevel.Measured }));
        Assert.Null(place.Misfit(new PlacementPolicy { DeniedJurisdictions = ["US"], MinimumEvidence = EvidenceLevel.Measured }));
        Assert.Equal(MisfitCode.Evidence, place.Misfit(new PlacementPolicy { DeniedJurisdictions = ["GB"], MinimumEvidence = EvidenceLevel.Measured }));
    }

    [Fact]
    public void Misfit_NothingKnownOfJurisdiction_CouldBeADeniedOne() =>
        Assert.Equal(MisfitCode.Jurisdiction, new KnownPlace { Region = "attic" }.Misfit(new PlacementPolicy { DeniedJurisdictions = ["US"] }));

    [Fact]
    public void Store_OfAPlace_IsBelieved()
    {
        var strict = PlacementPolicies.Of(Ireland with { Jurisdictions = ["IE"], MinimumEvidence = EvidenceLevel.Attested });
        Assert.True(Custody.Admits(strict, Custodian.Store, new StorePlace("eu-west", "IE").Known(PlacePolicy.Default)));
        Assert.False(Custody.Admits(strict, Custodian.Store, new StorePlace("eu-west").Known(PlacePolicy.Default)));
        Assert.False(Custody.Admits(strict, Custodian.Store, new StorePlace().Known(PlacePolicy.Default)));
    }
}
