using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary>Every setting that the app reads is set in Azure and in the sample for one machine, and nothing is set that nobody reads.</summary>
[Collection(DeploymentCollection.Name)]
public class AppSettingTests(Deployment deployment)
{
    /// <summary>What the platform sets by itself.</summary>
    private static readonly string[] OfThePlatform = ["WEBSITE_HOSTNAME"];

    /// <summary>What the Functions host reads, and the app does not.</summary>
    private static readonly string[] OfTheHost = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>What one machine does without: where nothing is exported to.</summary>
    private static readonly string[] OnlyInAzure = ["APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"];

    [Fact]
    public void Code_Settings_AreFound() => Assert.Empty(new[] { "Render__AdminToken", "Render__Network", "RenderStorage" }.Except(CodeSettings.Names));

    [Fact]
    public void Infrastructure_SettingsOfTheCode_AreAllSet() =>
        Assert.DoesNotContain(Needed(HostFile.Plain), name => !CodeSettings.Satisfies(deployment.AppSettings.Keys, name));

    [Fact]
    public void Sample_SettingsOfTheCode_AreAllSet() =>
        Assert.DoesNotContain(
            Needed(new HostFile(SampleSettings.Values)).Except(OnlyInAzure), name => !IsWithin(SampleSettings.Values.Keys, name) && !CodeSettings.Satisfies(SampleSettings.Values.Keys, name));

    [Fact]
    public void Infrastructure_Settings_AreAllRead() => Assert.DoesNotContain(deployment.AppSettings.Keys, setting => !IsRead(setting, HostFile.Plain));

    [Fact]
    public void Sample_Settings_AreAllRead()
    {
        var host = new HostFile(SampleSettings.Values);

        Assert.DoesNotContain(SampleSettings.Values.Keys, setting => !setting.StartsWith(HostFile.Override, StringComparison.Ordinal) && !IsRead(setting, host));
    }

    [Fact]
    public void Sample_Secrets_AreNoSecretsButFit()
    {
        Assert.True(SampleSettings.Values["Render__AdminToken"].Length >= 32);
        Assert.Equal(32, Convert.FromBase64String(SampleSettings.Values["Render__BeaconKey"]).Length);
        Assert.All(SampleSettings.Values, value => Assert.DoesNotContain("AccountKey=", value.Value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Infrastructure_IdentityConnections_AreComplete() =>
        Assert.All(
            deployment.AppSettings.Keys.Where(setting => setting.EndsWith("__credential", StringComparison.Ordinal)).Select(setting => setting[..^"__credential".Length]),
            connection =>
            {
                Assert.Equal("managedidentity", deployment.AppSettings[$"{connection}__credential"]);
                Assert.Contains($"{connection}__clientId", deployment.AppSettings.Keys);
            });

    private static IEnumerable<string> Needed(HostFile host) => CodeSettings.Names.Concat(host.Settings).Except(OfThePlatform);

    private static bool IsRead(string setting, HostFile host) =>
        CodeSettings.Reads(setting) || host.Settings.Contains(setting) || OfTheHost.Contains(setting) || IsWithin(OfTheHost, setting);

    /// <summary>Whether something is in a section that is set as a whole, as a connection string is.</summary>
    private static bool IsWithin(IEnumerable<string> sections, string name) => sections.Any(section => name.StartsWith($"{section}__", StringComparison.Ordinal));
}
