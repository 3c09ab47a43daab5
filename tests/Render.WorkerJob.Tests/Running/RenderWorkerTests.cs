using System.Text.Json;
using Render.Worker;
using Render.WorkerJob.Running;
using Render.WorkerJob.Settings;

namespace Render.WorkerJob.Tests.Running;

public sealed class RenderWorkerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Help_EveryVariable_IsExplained()
    {
        var (code, output, _) = await Run("--help");

        Assert.Equal(WorkerExit.Done, code);
        Assert.All(Variables.All, variable => Assert.Contains($"  {variable.Name} ", output, StringComparison.Ordinal));
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 110, line));
    }

    [Fact]
    public async Task Version_IsThatOfTheBuild()
    {
        var (code, output, _) = await Run("--version");

        Assert.Equal((WorkerExit.Done, HelpText.Version), (code, output.Trim()));
    }

    [Fact]
    public async Task Words_Unknown_AreRefused()
    {
        var (code, _, error) = await Run("--coordinator", "http://x");

        Assert.Equal(WorkerExit.Usage, code);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_Empty_NamesEveryVariableThatMustBeSet()
    {
        var (code, _, error) = await Run();

        Assert.Equal(WorkerExit.Usage, code);
        foreach (var variable in Variables.All.Where(variable => variable.IsRequired))
            Assert.Contains($"render-worker: {variable.Name}: it is not set", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_NotAFolder_IsSaidOfTheVariable()
    {
        Sensible();
        File.WriteAllText(folder["home"], "");

        var (code, output, _) = await Run();

        Assert.Equal(WorkerExit.NoHome, code);
        Assert.Contains("RENDER_HOME", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_NobodyAnswers_IsSaidOfTheVariable()
    {
        Sensible();
        environment["RENDER_WAKE_STORAGE"] =
            "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:9/devstoreaccount1;";

        var (code, output, _) = await Run();

        Assert.Equal(WorkerExit.Unreachable, code);
        Assert.Contains("do not answer", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_NoWorker_Fails()
    {
        Sensible();

        var (code, output, _) = await Run("--health");

        Assert.Equal(WorkerExit.Failed, code);
        Assert.Contains("no worker", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Log_MessageOfSeveralLines_IsOneLine(bool json)
    {
        using var output = new StringWriter();

        new WorkerLog(output, json, TimeProvider.System).On(new Disconnected("first\nsecond \"third\"", TimeSpan.FromSeconds(1)));

        var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (!json)
        {
            Assert.Contains("warning coordinator does not answer (first second", line, StringComparison.Ordinal);
            return;
        }

        using var parsed = JsonDocument.Parse(line);
        Assert.Equal("Disconnected", parsed.RootElement.GetProperty("event").GetString());
        Assert.Contains("first\nsecond", parsed.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_FirstAndSecond_AreHeededAndTheThirdIsTheSystems()
    {
        using var signals = new StopSignals();

        Assert.True(signals.Signal());
        Assert.True(signals.Stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.False(signals.Leave.IsCancellationRequested);
        Assert.True(signals.Signal());
        Assert.True(signals.Leave.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.False(signals.Signal());
    }

    private void Sensible()
    {
        environment["RENDER_COORDINATOR"] = "http://127.0.0.1:9";
        environment["RENDER_OPERATOR"] = "me";
        environment["RENDER_HOME"] = folder["home"];
        environment["RENDER_HEALTH"] = folder["health"];
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var signals = new StopSignals();
        var code = await RenderWorker.Invoke(words, environment.GetValueOrDefault, output, error, signals, TimeProvider.System);
        return (code, output.ToString(), error.ToString());
    }
}
