using System.CommandLine;
using System.Security.Cryptography;
using Render.Local.Cli;
using Render.Local.Cli.Commands;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Local.Tests.Cli;

public sealed class PlaceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("render-place-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Attest_KeyOfANode_IsAStatementThatVerifies()
    {
        using var attestor = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(At("attestor.pem"), attestor.ExportPkcs8PrivateKeyPem());
        Assert.Equal(ExitCode.Success, await Run("node", "key", "--name", "attic"));
        var key = _output.ToString().Trim().Split(' ')[^1];

        Assert.Equal(ExitCode.Success, await Run("node", "attest", key, "--key", At("attestor.pem"), "--network", "acme", "--region", "eu-west", "--jurisdiction", "IE", "--days", "30", "--out", At("attic.place")));

        var made = await File.ReadAllBytesAsync(At("attic.place"));
        Assert.True(PlaceStatement.TryDecode(made, out var statement));
        Assert.Equal((Digest.OfText("acme"), key, "eu-west", "IE"), (statement.Network, statement.Node.ToString(), statement.Region, statement.Jurisdiction));
        Assert.Equal(30UL * 86_400_000, statement.ExpiresUnixMs - statement.IssuedUnixMs);
        Assert.Equal(
            SignatureCheck.Valid, NodeSignature.Verify(attestor.ExportSubjectPublicKeyInfo(), made.AsSpan(0, PlaceStatement.Size), made.AsSpan(PlaceStatement.Size)));
        Assert.Contains(Convert.ToBase64String(attestor.ExportSubjectPublicKeyInfo()), _output.ToString());
    }

    [Theory]
    [InlineData("--region eu-west", "no private key", "missing.pem")]
    [InlineData("", "says nothing about a place", null)]
    [InlineData("--jurisdiction Ireland", "two capital letters", null)]
    public async Task Attest_WithoutWhatItNeeds_SaysWhat(string more, string words, string? key)
    {
        using var attestor = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(At("attestor.pem"), attestor.ExportPkcs8PrivateKeyPem());

        Assert.NotEqual(
            ExitCode.Success,
            await Run(["node", "attest", Digest.OfText("node").ToString(), "--key", At(key ?? "attestor.pem"), "--network", "acme", "--out", At("x"), .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

        Assert.Contains(words, _error.ToString());
        Assert.False(File.Exists(At("x")));
    }

    [Fact]
    public async Task Node_AttestationThatIsNone_IsRefusedBeforeItJoins()
    {
        await File.WriteAllTextAsync(At("none"), "nothing");

        Assert.Equal(ExitCode.BadInput, await Run("node", "--coordinator", "http://127.0.0.1:1", "--attestation", At("none")));

        Assert.Contains("is no attestation", _error.ToString());
    }

    [Fact]
    public void Placement_PlainWords_AreOnePolicyForAllOfIt() => Assert.Equal(
        """{"regions":["eu-west","eu-north"],"jurisdictions":["IE"],"deniedJurisdictions":["US"],"minimumEvidence":"measured"}""",
        Placement("--in-region", "eu-west", "--in-region", "eu-north", "--in-jurisdiction", "IE", "--not-in", "US", "--place-evidence", "measured")?.ToJsonString());

    [Fact]
    public void Placement_NothingSaid_IsLeftToTheDefaults() => Assert.Null(Placement());

    [Fact]
    public async Task Placement_File_IsTakenAsItIs()
    {
        await File.WriteAllTextAsync(At("p.json"), """{ "logs": { "regions": ["eu-west"] } }""");

        Assert.Equal("""{"logs":{"regions":["eu-west"]}}""", Placement("--placement", At("p.json"))?.ToJsonString());
        Assert.Throws<CommandFailedException>(() => Placement("--placement", At("p.json"), "--not-in", "US"));
        Assert.Throws<CommandFailedException>(() => Placement("--placement", At("missing.json")));
    }

    [Theory]
    [InlineData("--in-region", "EU West")]
    [InlineData("--not-in", "America")]
    [InlineData("--place-evidence", "sworn")]
    public void Placement_WrongWord_IsAnError(params string[] words)
    {
        var (command, _) = Words();
        Assert.NotEmpty(command.Parse(words).Errors);
    }

    [Theory]
    [InlineData("""{ "places.attestors": [] }""", null)]
    [InlineData("""{ "places.regions": [ { "name": "a", "latitudeMicro": 0, "longitudeMicro": 0, "radiusKm": 0, "jurisdictions": [] } ] }""", "radiusKm")]
    [InlineData("""{ "nothing": 1 }""", "no such value")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no JSON")]
    public async Task Policy_OfAFile_IsCheckedBeforeTheNetworkBegins(string json, string? wrong)
    {
        await File.WriteAllTextAsync(At("policy.json"), json);
        var command = new Command("up");
        var option = new PolicyOption();
        option.AddTo(command);
        var surroundings = Surroundings();
        var context = new CommandContext(command.Parse(["--policy", At("policy.json")]), surroundings, new Screen(surroundings, json: false));

        if (wrong is null)
            Assert.Equal(Policy.Default.Digest(), option.Read(context)!.Digest());
        else
            Assert.Contains(wrong, Assert.Throws<CommandFailedException>(() => option.Read(context)).Message);
    }

    private static System.Text.Json.Nodes.JsonNode? Placement(params string[] words)
    {
        var (command, options) = Words();
        return options.Read(command.Parse(words));
    }

    private static (Command Command, PlacementOptions Options) Words()
    {
        var (command, options) = (new Command("submit"), new PlacementOptions());
        options.AddTo(command);
        return (command, options);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private Task<int> Run(params string[] words) => RenderCommand.Invoke(words, Surroundings());

    private Surroundings Surroundings() => new(
        _output, _error, OutputIsTerminal: false, 400, 30, name => name == "RENDER_HOME" ? _folder : null, TimeProvider.System);
}
