using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Fuzzing;

/// <summary>Damaged uploads of every kind end in pixels or in a typed fault. The benchmarks' <c>fuzz</c> tries many more.</summary>
public sealed class DamagedUploadTests
{
    private static readonly SceneLimits Limits = SceneLimits.Default with { ImageSide = 256, MemoryBytes = 64 << 20 };

    public static TheoryData<int> Corpus => [.. Enumerable.Range(0, UploadCorpus.Files().Length)];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Outcome_OfASoundFile_IsFine(int index) => Assert.Equal("fine", UploadTrial.Outcome(UploadCorpus.Files()[index], Limits));

    [Fact]
    public void Outcome_OfDamagedFiles_IsPixelsOrAFault()
    {
        var corpus = UploadCorpus.Files();
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0u; number < 3000; number++)
        {
            var code = UploadTrial.Outcome(DamagedUpload.Of(corpus, number), Limits);
            codes[code] = codes.GetValueOrDefault(code) + 1;
        }

        // Damage that is always found at once, or never, would try nothing.
        Assert.InRange(codes["fine"], 200, 2400);
        Assert.True(codes.Count >= 15, string.Join(", ", codes));
    }

    [Fact]
    public void DamagedUpload_OfTheSameNumber_IsTheSame()
    {
        var corpus = UploadCorpus.Files();
        for (var number = 0u; number < 60; number++)
            Assert.Equal(DamagedUpload.Of(corpus, number).Content, DamagedUpload.Of(corpus, number).Content);
    }
}
