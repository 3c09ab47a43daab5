using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Render.Functions.Coordination;
using Render.Functions.Settings;
using EngineBuild = Render.Tracing.Rendering.EngineBuild;

namespace Render.Functions.Tests.Settings;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Render:Network"] = "render-test",
        ["Render:AdminToken"] = new string('a', 32),
        ["Render:BeaconKey"] = Convert.ToBase64String(new byte[32]),
        ["WEBSITE_HOSTNAME"] = "render.azurewebsites.net",
        ["RenderStorage:blobServiceUri"] = "https://render.blob.core.windows.net",
        ["RenderStorage:queueServiceUri"] = "https://render.queue.core.windows.net",
        ["RenderStorage:tableServiceUri"] = "https://render.table.core.windows.net",
        ["RenderStorage:credential"] = "managedidentity",
    };

    [Fact]
    public void Read_GoodSettings_AreTaken()
    {
        var settings = Read([]);

        Assert.Equal("https://render.azurewebsites.net", settings.CoordinatorUrl);
        Assert.Equal((1, 60, false), (settings.ReferenceThreads, settings.LeaseSeconds, settings.Faucet));
    }

    [Fact]
    public void Lifecycle_OfGoodSettings_AcceptsTheTracersOwnBuild()
    {
        var options = TermServices.Lifecycle(Read([]));

        Assert.Equal(("render-test", (uint)EngineBuild.Number), (options.NetworkName, options.EngineBuild));
        Assert.True(options.Limits.CanDenoise);
    }

    [Theory]
    [InlineData("Render:Network", "", "Render__Network")]
    [InlineData("Render:Network", "a b", "Render__Network")]
    [InlineData("Render:AdminToken", "short", "Render__AdminToken")]
    [InlineData("Render:AdminToken", "@Microsoft.KeyVault(SecretUri=https://v/secrets/t)", "Key Vault Secrets User")]
    [InlineData("Render:BeaconKey", "not base64", "Render__BeaconKey")]
    [InlineData("Render:BeaconKey", "AAAA", "Render__BeaconKey")]
    [InlineData("Render:CoordinatorUrl", "http://example.org", "Render__CoordinatorUrl")]
    [InlineData("Render:ReferenceThreads", "0", "Render__ReferenceThreads")]
    [InlineData("Render:LeaseSeconds", "4", "Render__LeaseSeconds")]
    [InlineData("Render:SeatSeconds", "61", "Render__SeatSeconds")]
    public void Read_BadSetting_IsNamedWithTheWayOut(string name, string value, string told)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(new() { [name] = value }));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RenderStorage:blobServiceUri", "http://render.blob.core.windows.net", "RenderStorage__blobServiceUri")]
    [InlineData("RenderStorage:tableServiceUri", null, "RenderStorage__tableServiceUri")]
    [InlineData("RenderStorage:credential", "key", "RenderStorage__credential")]
    [InlineData("RenderStorage", "DefaultEndpointsProtocol=https;AccountName=render;AccountKey=AAAA;EndpointSuffix=core.windows.net", "Keys are not taken")]
    public void Read_BadStorage_IsNamedWithTheWayOut(string name, string? value, string told)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Read(new() { [name] = value }));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Emulator_IsTaken() => Assert.NotNull(StorageSettings.Read(Configuration(new() { ["RenderStorage"] = "UseDevelopmentStorage=true" })).Blobs());

    private static RenderSettings Read(Dictionary<string, string?> changes)
    {
        var services = new ServiceCollection();
        services.AddRenderSettings(Configuration(changes));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<RenderSettings>();
    }

    private static IConfiguration Configuration(Dictionary<string, string?> changes)
    {
        var all = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes)
            all[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }
}
