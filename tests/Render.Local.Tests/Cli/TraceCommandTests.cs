using Render.Local.Cli;

namespace Render.Local.Tests.Cli;

public sealed class TraceCommandTests : IDisposable
{
    private const string Scene =
        """
        {
          "asset": { "version": "2.0" },
          "scene": 0,
          "scenes": [{ "nodes": [0, 1] }],
          "nodes": [{ "mesh": 0 }, { "camera": 0, "translation": [0, 0, 3], "name": "front" }],
          "cameras": [{ "type": "perspective", "perspective": { "yfov": 0.5, "znear": 0.1 } }],
          "materials": [{ "pbrMetallicRoughness": { "metallicFactor": 0 } }],
          "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 }, "material": 0 }] }],
          "accessors": [{ "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [-9, -9, 0], "max": [9, 9, 0] }],
          "bufferViews": [{ "buffer": 0, "byteLength": 36 }],
          "buffers": [{ "byteLength": 36, "uri": "data:application/octet-stream;base64,AAAQwQAAEMEAAAAAAAAQQQAAEMEAAAAAAAAAAAAAEEEAAAAA" }]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("render-trace-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public TraceCommandTests() => File.WriteAllText(Of("scene.gltf"), Scene);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("--out a.jpg", "names no format")]
    [InlineData("--out a.exr --view agx", "holds light as it is")]
    [InlineData("--out a.exr --exposure 1", "holds light as it is")]
    [InlineData("--out a.png --view film", "standard, neutral, agx, aces")]
    [InlineData("--out a.png --exposure 21", "no exposure")]
    [InlineData("--out a.png --exposure x", "no exposure")]
    [InlineData("--out a.png --bounces 65", "no number of bounces")]
    [InlineData("--out a.png --denoise", "even number of --samples")]
    [InlineData("--out a.png --environment picture.png", "no light from afar")]
    public async Task Trace_WithABadValue_IsRefusedInWords(string options, string expected)
    {
        Assert.Equal(ExitCode.Usage, await Run(options));
        Assert.Contains(expected, _error.ToString());
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("--camera back", "front")]
    [InlineData("--environment gone.hdr", "There is no file")]
    [InlineData("--environment {0}/wrong.hdr", "not a Radiance picture")]
    public async Task Trace_OfWhatIsNotThere_SaysWhatIs(string options, string expected)
    {
        await File.WriteAllTextAsync(Of("wrong.hdr"), Scene);
        Assert.Equal(ExitCode.BadInput, await Run("--out a.png " + string.Format(System.Globalization.CultureInfo.InvariantCulture, options, _folder)));
        Assert.Contains(expected, _error.ToString());
    }

    [Fact]
    public async Task Trace_ToPng_IsDarkerByExposure_AndLooksOtherwiseByView()
    {
        Assert.Equal(ExitCode.Success, await Run("--out plain.png"));
        Assert.Equal(ExitCode.Success, await Run("--out dark.png --exposure -2"));
        Assert.Equal(ExitCode.Success, await Run("--out agx.png --view agx"));
        var plain = await File.ReadAllBytesAsync(Of("plain.png"));
        Assert.NotEqual(plain, await File.ReadAllBytesAsync(Of("dark.png")));
        Assert.NotEqual(plain, await File.ReadAllBytesAsync(Of("agx.png")));
    }

    [Fact]
    public async Task Trace_Denoised_IsAnotherPictureOfTheSameRays()
    {
        string[] Words(string name, params string[] more) => ["trace", Of("scene.gltf"), "--out", Of(name), "--size", "40x24", "--samples", "4", "--device", "cpu", "--json", .. more];
        Surroundings surroundings = new(_output, _error, OutputIsTerminal: false, 100, 30, name => name == "RENDER_HOME" ? _folder : null, TimeProvider.System);
        Assert.Equal(ExitCode.Success, await RenderCommand.Invoke(Words("noisy.png"), surroundings));
        Assert.Equal(ExitCode.Success, await RenderCommand.Invoke(Words("denoised.png", "--denoise"), surroundings));
        var rays = System.Text.RegularExpressions.Regex.Matches(_output.ToString(), "\"rays\":\\s*(\\d+)").Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, rays.Length);
        Assert.Equal(rays[0], rays[1]);
        Assert.NotEqual(await File.ReadAllBytesAsync(Of("noisy.png")), await File.ReadAllBytesAsync(Of("denoised.png")));
    }

    [Fact]
    public async Task Trace_ToExr_IsLitByAPictureFromOutsideTheScene()
    {
        // Four by two texels of radiance 2: mantissa 128, exponent 130.
        await File.WriteAllBytesAsync(Of("studio.hdr"), [.. "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 4\n"u8, .. Enumerable.Repeat<byte[]>([128, 128, 128, 130], 8).SelectMany(texel => texel)]);
        Assert.Equal(ExitCode.Success, await Run("--out lit.exr --bounces 0 --environment " + Of("studio.hdr")));
        Assert.Equal(ExitCode.Success, await Run("--out dark.exr --environment none"));
        var (lit, dark) = (await File.ReadAllBytesAsync(Of("lit.exr")), await File.ReadAllBytesAsync(Of("dark.exr")));
        Assert.Equal([0x76, 0x2F, 0x31, 0x01], lit[..4]);
        Assert.True(lit.Length > dark.Length, "Light takes more bytes than black.");
    }

    private string Of(string name) => Path.Combine(_folder, name);

    private Task<int> Run(string options) => RenderCommand.Invoke(
        ["trace", Of("scene.gltf"), "--size", "16x9", "--samples", "1", "--device", "cpu", .. options.Split(' ').Select(word => word.StartsWith("a.", StringComparison.Ordinal) || word.EndsWith(".png", StringComparison.Ordinal) || word is "lit.exr" or "dark.exr" ? Of(word) : word)],
        new(_output, _error, OutputIsTerminal: false, 100, 30, name => name == "RENDER_HOME" ? _folder : null, TimeProvider.System));
}
