using System.IO.Compression;
using Render.Local.Cli;
using Render.Local.Cli.Commands;
using Render.Local.Tests.Host;
using Render.Network.Economics;

namespace Render.Local.Tests.Cli;

public sealed class BundleReaderTests : IDisposable
{
    private static readonly byte[] Empty = new AuditBundle([], [], [], [], [], [], new Dictionary<Network.Jobs.JobId, Network.Proof.Digest>()).ToJson();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bundle_InAZipAFolderOrAFile_IsTheSame()
    {
        await File.WriteAllBytesAsync(_folder[BundleReader.Document], Empty);
        await Zip("bundle.json", Empty);

        foreach (var path in new[] { _folder.Path, _folder[BundleReader.Document], _folder["bundle.zip"] })
            Assert.Empty((await BundleReader.Read(path, CancellationToken.None)).Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 but no zip")]
    [InlineData("{ \"entries\": 3 }")]
    [InlineData("null")]
    public async Task DamagedBundle_IsBadInput(string content)
    {
        await File.WriteAllTextAsync(_folder["x"], content);

        var failed = await Assert.ThrowsAsync<CommandFailedException>(() => BundleReader.Read(_folder["x"], CancellationToken.None));

        Assert.Equal(ExitCode.BadInput, failed.ExitCode);
    }

    [Fact]
    public async Task Zip_WithoutADocument_IsBadInput()
    {
        await Zip("other.json", Empty);

        var failed = await Assert.ThrowsAsync<CommandFailedException>(() => BundleReader.Read(_folder["bundle.zip"], CancellationToken.None));

        Assert.Contains("bundle.json", failed.Message);
    }

    [Fact]
    public async Task MissingBundle_IsNamed()
    {
        var failed = await Assert.ThrowsAsync<CommandFailedException>(() => BundleReader.Read(_folder["nowhere"], CancellationToken.None));

        Assert.Contains("nowhere", failed.Message);
    }

    [Fact]
    public async Task Audit_OfADamagedBundle_FailsAsACommand()
    {
        await File.WriteAllTextAsync(_folder["x"], "{}");
        using var error = new StringWriter();
        var surroundings = new Surroundings(TextWriter.Null, error, false, 100, 30, _ => null, TimeProvider.System);

        Assert.Equal(ExitCode.BadInput, await RenderCommand.Invoke(["audit", "--from", _folder["x"]], surroundings));
        Assert.DoesNotContain("   at ", error.ToString());
    }

    private async Task Zip(string name, byte[] content)
    {
        await using var file = File.Create(_folder["bundle.zip"]);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        await using var entry = await zip.CreateEntry(name).OpenAsync();
        await entry.WriteAsync(content);
    }
}
