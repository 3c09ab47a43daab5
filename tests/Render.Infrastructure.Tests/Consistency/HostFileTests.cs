using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary><c>host.json</c> says what the code takes for granted.</summary>
public class HostFileTests
{
    [Fact]
    public void Http_Routes_HaveNoPrefix() => Assert.Equal("", (string?)HostFile.Plain.At("extensions", "http", "routePrefix"));

    [Fact]
    public void Telemetry_Mode_IsOpenTelemetry() => Assert.Equal("OpenTelemetry", (string?)HostFile.Plain.At("telemetryMode"));

    [Fact]
    public void Queues_Messages_AreReadAsTheAdaptersWriteThem()
    {
        var encodes = CodeText.Files.Any(file => file.Value.Contains("QueueMessageEncoding.Base64", StringComparison.Ordinal));

        Assert.Equal(encodes ? "base64" : "none", (string?)HostFile.Plain.At("extensions", "queues", "messageEncoding"));
    }

    [Fact]
    public void Queues_FailedMessages_AreTriedFiveTimesAsTheCodeAndTheAlertSay()
    {
        Assert.Equal(5, (int)HostFile.Plain.At("extensions", "queues", "maxDequeueCount")!);
        Assert.Contains("failed five times", Repository.Text("infra/modules/alerts.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void Durable_InAzure_IsTheSchedulersAndOnOneMachineStorages()
    {
        Assert.Equal("azureManaged", (string?)HostFile.Plain.At("extensions", "durableTask", "storageProvider", "type"));
        Assert.Equal("AzureStorage", (string?)new HostFile(SampleSettings.Values).At("extensions", "durableTask", "storageProvider", "type"));
    }

    [Fact]
    public void Project_Files_AreLinked()
    {
        var project = Repository.Text("functions/Render.Functions/Render.Functions.csproj");

        Assert.Contains("../../host.json", project, StringComparison.Ordinal);
        Assert.Contains("../../local.settings.json", project, StringComparison.Ordinal);
    }
}
