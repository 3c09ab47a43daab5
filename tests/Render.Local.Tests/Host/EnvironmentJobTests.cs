using Render.Ingest.Images;
using Render.Ingest.Uploads;
using Render.Local.Cli;
using Render.Network.Jobs;
using Render.TestScenes;
using Render.Tracing.Scenes;
using Render.Worker.Client;

namespace Render.Local.Tests.Host;

/// <summary>Jobs whose scene is lit by a picture of the creator's machine, from the command line to the delivered frame.</summary>
public sealed class EnvironmentJobTests : IDisposable
{
    private static readonly string[] Shot = ["--size", "40x24", "--samples", "4", "--bounces", "2"];

    private readonly RealNodes _nodes = new();
    private readonly TemporaryFolder _files = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public EnvironmentJobTests()
    {
        File.WriteAllBytes(_files["cube.glb"], SampleScenes.Cube());
        // Four by two texels of as many colours; the mantissas times 2^(131 - 136).
        File.WriteAllBytes(
            _files["studio.hdr"],
            [.. "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 4\n"u8, .. Enumerable.Range(1, 8).SelectMany(i => new byte[] { (byte)(i * 30), (byte)(255 - (i * 25)), (byte)(i % 3 * 90), 131 })]);
    }

    public void Dispose()
    {
        _nodes.Dispose();
        _files.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Submit_WithAPicture_DeliversWhatTraceShows()
    {
        await using var host = await _nodes.Start();
        using var http = new HttpClient { BaseAddress = host.Address.Url };
        var admin = new AdminClient(http, host.Address.Token);
        _nodes.Join(host, "op-a");

        Assert.Equal(ExitCode.Success, await Run(["submit", _files["cube.glb"], "--environment", _files["studio.hdr"], .. Shot]));
        var job = JobId.Parse(_output.ToString().Trim());
        await RealNodes.Settled(admin, job);
        await _nodes.Leave();
        using var delivered = new MemoryStream();
        await admin.Download($"/v1/jobs/{job}/frames/0", delivered);

        Assert.Equal(await Traced("cube.glb", "--environment", _files["studio.hdr"]), Pixels(delivered.ToArray()));
        Assert.NotEqual(await Traced("cube.glb"), Pixels(delivered.ToArray()));
        Assert.Contains("lit by studio.hdr, 4x2", _error.ToString());
    }

    [Fact]
    public async Task Trace_OfAZipWithAPicture_ShowsTheSceneInItsLight()
    {
        await using (var zip = File.Create(_files["lit.zip"]))
        await using (var scene = File.OpenRead(_files["cube.glb"]))
            LitUpload.Write(zip, "cube.glb", scene, await File.ReadAllBytesAsync(_files["studio.hdr"]));

        var lit = await Traced("cube.glb", "--environment", _files["studio.hdr"]);

        Assert.Equal(lit, await Traced("lit.zip"));
        Assert.NotEqual(lit, await Traced("lit.zip", "--environment", "sky"));
    }

    [Theory]
    [InlineData("gone.hdr", "There is no file")]
    [InlineData("cube.hdr", "not a Radiance picture")]
    [InlineData("cut.hdr", "its data end early")]
    [InlineData("wide.hdr", "16385")]
    public async Task Submit_WithAPictureThatIsNone_IsRefusedInWords(string picture, string told)
    {
        await using var host = await _nodes.Start();
        File.Copy(_files["cube.glb"], _files["cube.hdr"]);
        await File.WriteAllBytesAsync(_files["cut.hdr"], (await File.ReadAllBytesAsync(_files["studio.hdr"]))[..^1]);
        await File.WriteAllTextAsync(_files["wide.hdr"], "#?RADIANCE\n\n-Y 1 +X 16385\n");

        Assert.Equal(ExitCode.BadInput, await Run("submit", _files["cube.glb"], "--environment", _files[picture]));

        Assert.Contains(told, _error.ToString());
        Assert.Empty(_output.ToString());
    }

    private async Task<byte[]> Traced(string scene, params string[] words)
    {
        Assert.Equal(ExitCode.Success, await Run(["trace", _files[scene], "--out", _files["traced.png"], "--device", "cpu", .. Shot, .. words]));
        return Pixels(await File.ReadAllBytesAsync(_files["traced.png"]));
    }

    private static byte[] Pixels(byte[] png) => UploadImageDecoder.Instance.Decode("frame", png, SceneLimits.Default).Rgba;

    private Task<int> Run(params string[] words) => RenderCommand.Invoke(
        words, new(_output, _error, OutputIsTerminal: false, 100, 30, name => name == "RENDER_HOME" ? _nodes.Home : null, TimeProvider.System));
}
