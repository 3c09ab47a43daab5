using Render.Network.Economics;
using Render.WorkerJob.Settings;

namespace Render.WorkerJob.Tests.Settings;

public class SettingsReaderTests
{
    private readonly Dictionary<string, string> environment = new()
    {
        ["RENDER_COORDINATOR"] = "https://render.example.org",
        ["RENDER_OPERATOR"] = "me",
        ["RENDER_HOME"] = "/render",
    };

    [Fact]
    public void Environment_WhatMustBeSet_MakesACommunityNode()
    {
        var settings = Read();

        Assert.Equal(new Uri("https://render.example.org/"), settings.Coordinator);
        Assert.Equal("op-me", settings.Operator.Value);
        Assert.Equal(("/render", "/render/cache", 1), (settings.Home, settings.Cache, settings.Homes));
        Assert.Null(settings.Wake);
        Assert.Null(settings.Idle);
    }

    [Fact]
    public void Environment_WithQueues_MakesAContainerJob()
    {
        environment["RENDER_WAKE_QUEUES"] = "https://acc.queue.core.windows.net/work-trusted, https://acc.queue.core.windows.net/work-economy";
        environment["AZURE_CLIENT_ID"] = "0a1b";

        var settings = Read();

        Assert.Equal(["/work-trusted", "/work-economy"], settings.Wake!.Queues.Select(queue => queue.AbsolutePath));
        Assert.Equal("0a1b", settings.Wake.Identity);
        Assert.Equal((32, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30)), (settings.Homes, settings.Idle!.Value, settings.WakeWait!.Value));
    }

    [Fact]
    public void Environment_WithTheEmulator_ReadsItsPools()
    {
        environment["RENDER_WAKE_STORAGE"] = "UseDevelopmentStorage=true";

        Assert.Equal(["work-trusted", "work-priority", "work-economy"], Read().Wake!.Pools);
        environment["RENDER_WAKE_POOLS"] = "work-economy";
        Assert.Equal(["work-economy"], Read().Wake!.Pools);
    }

    [Fact]
    public void Environment_EveryNumber_IsTaken()
    {
        foreach (var (name, value) in new[]
        {
            ("RENDER_HOMES", "7"), ("RENDER_NAME", "attic"), ("RENDER_REGION", "eu-west"), ("RENDER_JURISDICTION", "IE"), ("RENDER_THREADS", "3"), ("RENDER_DEVICE", "cuda:1"), ("RENDER_SHARE", "0.5"),
            ("RENDER_ASK", "0.25"), ("RENDER_CACHE", "/cache"), ("RENDER_CACHE_MB", "64"), ("RENDER_MEMORY_MB", "512"), ("RENDER_WAKE_WAIT", "forever"),
            ("RENDER_IDLE", "1.5"), ("RENDER_GRACE", "9"), ("RENDER_LOG", "json"), ("RENDER_HEALTH", "/tmp/h"),
        })
            environment[name] = value;

        var settings = Read();

        Assert.Equal((7, "attic", "eu-west", 3, 0.5), (settings.Homes, settings.Name, settings.Region, settings.Threads, settings.Share));
        Assert.Equal((Tokens.FromDecimal(0.25m), "/cache", 64L << 20, 512L << 20), (settings.Ask, settings.Cache, settings.CacheBytes, settings.MemoryBytes));
        Assert.Equal((null, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(9)), (settings.WakeWait, settings.Idle, settings.Grace));
        Assert.Equal((true, "/tmp/h"), (settings.JsonLog, settings.Health));
        Assert.Equal("cuda:1", settings.Device.Text);
        Assert.Equal(("IE", null), (settings.Jurisdiction, settings.Attestation));
    }

    [Theory]
    [InlineData("RENDER_COORDINATOR", null, "not set")]
    [InlineData("RENDER_COORDINATOR", "render.example.org", "https://host")]
    [InlineData("RENDER_COORDINATOR", "https://render.example.org/api", "without a path")]
    [InlineData("RENDER_OPERATOR", " ", "not set")]
    [InlineData("RENDER_OPERATOR", "Me & Co", "operator's id")]
    [InlineData("RENDER_HOME", null, "not set")]
    [InlineData("RENDER_HOMES", "0", "from 1 to 999")]
    [InlineData("RENDER_NAME", "123456789 123456789 123456789 123456789 123456789 123456789 12345", "64 characters")]
    [InlineData("RENDER_JURISDICTION", "Ireland", "two capital letters")]
    [InlineData("RENDER_ATTESTATION", "/no/such/file", "cannot be read")]
    [InlineData("RENDER_OPERATOR_KEY", "secret", "PEM of a P-256")]
    [InlineData("RENDER_THREADS", "all", "whole number")]
    [InlineData("RENDER_DEVICE", "gpu", "cuda:N")]
    [InlineData("RENDER_SHARE", "0", "share")]
    [InlineData("RENDER_ASK", "-1", "amount")]
    [InlineData("RENDER_CACHE_MB", "1", "from 16")]
    [InlineData("RENDER_MEMORY_MB", "1e9", "whole number")]
    [InlineData("RENDER_WAKE_QUEUES", "http://acc.queue.core.windows.net/q", "https://")]
    [InlineData("RENDER_WAKE_QUEUES", "https://acc.queue.core.windows.net/", "queue's address")]
    [InlineData("RENDER_WAKE_QUEUES", "https://acc.queue.core.windows.net/q?sig=abc", "signature")]
    [InlineData("RENDER_WAKE_STORAGE", "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=a2V5;", "RENDER_WAKE_QUEUES")]
    [InlineData("RENDER_WAKE_POOLS", "work-economy", "RENDER_WAKE_STORAGE")]
    [InlineData("RENDER_WAKE_WAIT", "soon", "forever")]
    [InlineData("RENDER_IDLE", "0", "never")]
    [InlineData("RENDER_GRACE", "never", "seconds from 1")]
    [InlineData("RENDER_LOG", "xml", "text, json")]
    public void Variable_MissingOrWrong_IsNamedWithTheWayToWriteIt(string name, string? value, string words)
    {
        environment.Remove(name);
        if (value is not null)
            environment[name] = value;

        Assert.Null(new SettingsReader(environment.GetValueOrDefault).Read(out var problems));

        var problem = Assert.Single(problems);
        Assert.Equal(name, problem.Variable.Name);
        Assert.Contains(words, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_InWrongVariables_AreNotRepeatedInMessages()
    {
        environment["RENDER_WAKE_STORAGE"] = "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=c2VjcmV0;";
        environment["RENDER_WAKE_QUEUES"] = "https://acc.queue.core.windows.net/q?sig=secret";

        new SettingsReader(environment.GetValueOrDefault).Read(out var problems);

        Assert.DoesNotContain(problems, problem => problem.Problem.Contains("c2VjcmV0", StringComparison.Ordinal) || problem.Problem.Contains("sig=", StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_SeveralWrong_AreAllToldAtOnce()
    {
        new SettingsReader(_ => null).Read(out var problems);

        Assert.Equal(Variables.All.Where(variable => variable.IsRequired), problems.Select(problem => problem.Variable).OrderBy(variable => Variables.All.ToList().IndexOf(variable)));
    }

    [Fact]
    public void Variables_ReadByTheReader_AreThoseOfTheHelp()
    {
        var asked = new HashSet<string>();
        new SettingsReader(name =>
        {
            asked.Add(name);
            return null;
        }).Read(out _);

        Assert.Equal(Variables.All.Select(variable => variable.Name).Order(), asked.Order());
    }

    private WorkerSettings Read()
    {
        var settings = new SettingsReader(environment.GetValueOrDefault).Read(out var problems);
        Assert.Empty(problems);
        return settings!;
    }
}
