using System.Text.Json;
using Render.Local.Cli;

namespace Render.Local.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("render-cli-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_home, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("--frames 5-1", "run backwards")]
    [InlineData("--frames x", "names no frames")]
    [InlineData("--size 0x10", "no picture size")]
    [InlineData("--size 70000x10", "no picture size")]
    [InlineData("--samples 0", "no number of samples")]
    [InlineData("--tier gold", "economy, priority or trusted")]
    [InlineData("--tier 1", "economy, priority or trusted")]
    [InlineData("--deadline -3s", "no span of time")]
    [InlineData("--deadline 5", "no span of time")]
    [InlineData("--max-price 0", "no amount")]
    [InlineData("--coordinator localhost", "no address")]
    [InlineData("--filter gauss", "box or blackman-harris")]
    [InlineData("--light-units lumen", "gltf or blender")]
    [InlineData("--shutter 1.5", "part of a frame")]
    [InlineData("--aperture 2.8 --focus 3", "f/2.8, or the lens's radius")]
    [InlineData("--aperture f/2.8", "must be focused")]
    [InlineData("--focus 3", "must be focused")]
    [InlineData("--aperture f/2 --focus 0", "no distance")]
    [InlineData("--noise 2", "no error")]
    [InlineData("--environment moon", "auto, sky, none")]
    public async Task Submit_WithABadValue_IsRefusedInWords(string option, string expected)
    {
        var code = await Run(["submit", "scene.glb", .. option.Split(' ')]);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(expected, _error.ToString());
        Assert.Contains("--help", _error.ToString());
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("best")]
    [InlineData("tier:gold")]
    public async Task Node_ChoosingByNoRule_IsToldTheRules(string rule)
    {
        Assert.Equal(ExitCode.Usage, await Run(["node", "--choose", rule]));
        Assert.Contains("cached-first", _error.ToString());
    }

    [Theory]
    [InlineData("up")]
    [InlineData("demo")]
    public async Task Storage_ThatThereIsNot_IsRefusedInWords(string command)
    {
        Assert.Equal(ExitCode.Usage, await Run([command, "--storage", "s3"]));
        Assert.Contains("Write files, or azurite", _error.ToString());
    }

    [Theory]
    [InlineData("deposit --creator Anna", "A creator's id")]
    [InlineData("deposit --operator op-", "An operator's id")]
    [InlineData("deposit --creator anna --operator ben", "not both")]
    [InlineData("withdraw 0 --to 0x1", "no amount")]
    [InlineData("withdraw 5", "--to")]
    public async Task Wallet_BadWords_AreRefusedInWords(string words, string expected)
    {
        Assert.Equal(ExitCode.Usage, await Run(words.Split(' ')));
        Assert.Contains(expected, _error.ToString());
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("deposit --operator attic")]
    [InlineData("withdraw 5 --to 0xa0Ee7A142d267C1f36714E4a8F75612F20a79720")]
    [InlineData("nodes")]
    [InlineData("ledger")]
    [InlineData("watch last")]
    [InlineData("cancel last")]
    [InlineData("epoch close")]
    [InlineData("node offers attic-1")]
    public async Task AnyCommand_WithoutACoordinator_SaysHowToStartOne(string words)
    {
        var code = await Run(words.Split(' '));

        Assert.Equal(ExitCode.Unreachable, code);
        Assert.Contains("render up", _error.ToString());
        Assert.DoesNotContain("   at ", _error.ToString());
    }

    [Fact]
    public async Task AnyCommand_WithACoordinatorThatDoesNotAnswer_SaysSo()
    {
        // Port 9 of this machine: nothing listens there, and nothing is looked up.
        var code = await Run(["jobs", "--coordinator", "http://127.0.0.1:9"]);

        Assert.Equal(ExitCode.Unreachable, code);
        Assert.Contains("does not answer", _error.ToString());
    }

    [Fact]
    public async Task Help_OfEveryCommand_NamesTheScriptAndItsOptions()
    {
        foreach (var command in RenderCommand.Create(Surroundings()).Subcommands)
        {
            _output.GetStringBuilder().Clear();
            Assert.Equal(ExitCode.Success, await Run([command.Name, "--help"]));
            Assert.Contains($"render {command.Name}", _output.ToString());
            Assert.DoesNotContain("Render.Local", _output.ToString());
        }
    }

    [Fact]
    public void Commands_ThatAreWritten_CanAllBeTyped()
    {
        var written = typeof(RenderCommand).Assembly.GetTypes()
            .Where(type => type.Namespace == "Render.Local.Cli.Commands" && type.Name.EndsWith("Command", StringComparison.Ordinal))
            .Select(type => type.Name[..^"Command".Length].ToLowerInvariant());

        Assert.Empty(written.Except(RenderCommand.Create(Surroundings()).Subcommands.Select(command => command.Name)));
    }

    [Fact]
    public async Task Help_OfTheWhole_ListsTheExitCodes()
    {
        Assert.Equal(ExitCode.Success, await Run(["--help"]));

        foreach (var (_, meaning) in ExitCode.Meanings)
            Assert.Contains(meaning, _output.ToString());
    }

    [Fact]
    public async Task NoWords_ShowHelp_AsAMisuse()
    {
        Assert.Equal(ExitCode.Usage, await Run([]));
        Assert.Contains("render demo", _output.ToString());
    }

    [Fact]
    public async Task UnknownCommand_IsRefused_WithoutAStackTrace()
    {
        Assert.Equal(ExitCode.Usage, await Run(["rendr"]));
        Assert.Contains("rendr", _error.ToString());
        Assert.DoesNotContain("   at ", _error.ToString());
    }

    [Fact]
    public void Explain_OfABug_NeverShowsAStackTrace()
    {
        var (code, paragraph) = CommandRunner.Explain(new InvalidOperationException("boom"));

        Assert.Equal(ExitCode.Bug, code);
        Assert.Contains("boom", paragraph);
        Assert.Contains("--verbose", paragraph);
    }

    [Fact]
    public void Address_Written_IsReadByItsOwnerOnly()
    {
        var path = Path.Combine(_home, "coordinator.json");
        var address = new CoordinatorAddress(new Uri("http://127.0.0.1:7070"), "secret", 12);

        address.Write(path);

        Assert.Equal(address, CoordinatorAddress.Read(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Token_OfTheHomeFolder_IsNotSentToAnotherCoordinator()
    {
        new CoordinatorAddress(new Uri("http://127.0.0.1:9"), "secret").Write(Path.Combine(_home, "coordinator.json"));
        var words = RenderCommand.Create(Surroundings()).Parse(["jobs", "--coordinator", "http://127.0.0.1:10"]);

        Assert.Equal("", new CommandContext(words, Surroundings(), new Screen(Surroundings(), false)).Address.Token);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task DamagedAddressFile_IsTold()
    {
        await File.WriteAllTextAsync(Path.Combine(_home, "coordinator.json"), "{ not json");

        Assert.Equal(ExitCode.BadInput, await Run(["jobs"]));
        Assert.Contains("is damaged", _error.ToString());
    }

    [Theory]
    [InlineData("/r", "/x", "/h", "/r")]
    [InlineData(null, "/x", "/h", "/x/render")]
    [InlineData(null, null, "/h", "/h/.local/share/render")]
    public void Home_IsTheFirstThatIsSet(string? render, string? xdg, string? home, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;
        var found = HomeFolder.Find(name => name switch { "RENDER_HOME" => render, "XDG_DATA_HOME" => xdg, "HOME" => home, _ => null });

        Assert.Equal(expected, found.Path);
    }

    [Fact]
    public void Json_OfAView_IsTheWiresOwnForm()
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(Examples.JobView(), CommandJson.Options));

        Assert.Equal("Rendering", document.RootElement.GetProperty("state").GetString());
        Assert.Equal("8200000000000000000", document.RootElement.GetProperty("money").GetProperty("cap").GetString());
    }

    private Task<int> Run(string[] words) => RenderCommand.Invoke(words, Surroundings());

    private Surroundings Surroundings() => new(
        _output, _error, OutputIsTerminal: false, 100, 30, name => name == "RENDER_HOME" ? _home : null, TimeProvider.System);
}
