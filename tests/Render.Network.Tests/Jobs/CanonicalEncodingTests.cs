using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Jobs;

public class CanonicalEncodingTests
{
    [Fact]
    public void SpecDigest_EveryField_ChangesIt()
    {
        var digests = JobSpecs.OneFieldChanged.Values.Append(JobSpecs.Full).Select(JobSpecDigest.Of).ToArray();

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void SpecDigest_FieldsTested_AreAllFieldsOfTheSpec() =>
        Assert.Equal(
            typeof(JobSpec).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(),
            JobSpecs.OneFieldChanged.Keys.Order());

    [Fact]
    public void SpecAndSettingsDigests_EveryFieldOfTheShot_ChangesThem()
    {
        var specs = JobSpecs.OneShotFieldChanged.Values.Append(JobSpecs.Full).ToArray();

        Assert.Equal(specs.Length, specs.Select(JobSpecDigest.Of).Distinct().Count());
        Assert.Equal(specs.Length, specs.Select(Settings).Distinct().Count());
    }

    [Fact]
    public void SpecDigest_FieldsOfTheShotTested_AreAllThereAre() =>
        Assert.Equal(
            typeof(ShotSettings).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(),
            JobSpecs.OneShotFieldChanged.Keys.Order());

    [Theory]
    [InlineData(nameof(JobSpec.Kind), true)]
    [InlineData(nameof(JobSpec.FramesPerSecond), true)]
    [InlineData(nameof(JobSpec.Size), true)]
    [InlineData(nameof(JobSpec.Samples), true)]
    [InlineData(nameof(JobSpec.Bounces), true)]
    [InlineData(nameof(JobSpec.Camera), true)]
    [InlineData(nameof(JobSpec.Environment), true)]
    [InlineData(nameof(JobSpec.Seed), true)]
    [InlineData(nameof(JobSpec.Shot), true)]
    [InlineData(nameof(JobSpec.Name), false)]
    [InlineData(nameof(JobSpec.Frames), false)]
    [InlineData(nameof(JobSpec.Tier), false)]
    [InlineData(nameof(JobSpec.DeadlineSeconds), false)]
    [InlineData(nameof(JobSpec.MaxPrice), false)]
    [InlineData(nameof(JobSpec.Bid), false)]
    [InlineData(nameof(JobSpec.View), false)]
    [InlineData(nameof(JobSpec.Placement), false)]
    [InlineData(nameof(JobSpec.Creator), false)]
    [InlineData(nameof(JobSpec.SaltCommitment), false)]
    public void SettingsDigest_Field_ChangesItOnlyWhereItDecidesBytes(string field, bool decides) =>
        Assert.Equal(decides, Settings(JobSpecs.OneFieldChanged[field]) != Settings(JobSpecs.Full));

    [Fact]
    public void SettingsDigest_Engine_ChangesIt()
    {
        Digest[] digests = [Settings(JobSpecs.Full), RenderSettings.Of(JobSpecs.Full, "pathtracer", 2).ToDigest(), RenderSettings.Of(JobSpecs.Full, "cycles", 1).ToDigest()];

        Assert.Equal(3, digests.Distinct().Count());
    }

    [Fact]
    public void OrderHash_QuoteSpecOrPackage_ChangesIt()
    {
        var quote = Digest.Of("quote"u8);
        Digest[] digests =
        [
            OrderHash.Of(quote, JobSpecs.Full),
            OrderHash.Of(Digest.Of("other"u8), JobSpecs.Full),
            OrderHash.Of(quote, JobSpecs.OneFieldChanged[nameof(JobSpec.Seed)]),
            OrderHash.Of(quote, JobSpecs.OneFieldChanged[nameof(JobSpec.Package)]),
        ];

        Assert.Equal(4, digests.Distinct().Count());
    }

    [Fact]
    public void TaskDigest_EveryField_ChangesIt()
    {
        var (region, samples) = (new PixelRegion(8, 16, 24, 32), new SampleRange(4, 5));
        Digest D(int n) => Digest.Of([(byte)n]);
        Digest[] digests =
        [
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region, samples),
            TaskDigest.Of(D(9), D(2), D(3), D(4), 7, region, samples),
            TaskDigest.Of(D(1), D(9), D(3), D(4), 7, region, samples),
            TaskDigest.Of(D(1), D(2), D(9), D(4), 7, region, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(9), 7, region, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 8, region, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region with { X = 0 }, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region with { Y = 0 }, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region with { Width = 8 }, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region with { Height = 8 }, samples),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region, samples with { Start = 0 }),
            TaskDigest.Of(D(1), D(2), D(3), D(4), 7, region, samples with { Count = 1 }),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(TaskDigest.EncodedSize, TaskDigest.Encode(D(1), D(2), D(3), D(4), 7, region, samples).Length);
    }

    [Fact]
    public void Writer_NeighbouringTexts_DoNotRunTogether() =>
        Assert.NotEqual(new CanonicalWriter(DomainTags.Spec).Text("ab").Text("c").ToDigest(), new CanonicalWriter(DomainTags.Spec).Text("a").Text("bc").ToDigest());

    [Fact]
    public void Writer_AbsentText_IsNotAnEmptyOne() =>
        Assert.NotEqual(new CanonicalWriter(DomainTags.Spec).OptionalText(null).ToDigest(), new CanonicalWriter(DomainTags.Spec).OptionalText("").ToDigest());

    [Fact]
    public void Writer_NoDomainTag_Throws() => Assert.Throws<ArgumentException>(() => new CanonicalWriter("render.spec.v1"u8));

    private static Digest Settings(JobSpec spec) => RenderSettings.Of(spec, "pathtracer", 1).ToDigest();
}
