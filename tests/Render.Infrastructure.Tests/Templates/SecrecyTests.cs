using System.Text.RegularExpressions;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Templates;

/// <summary>Who may do what is decided by identities; keys and passwords do not exist, or go nowhere.</summary>
[Collection(DeploymentCollection.Name)]
public partial class SecrecyTests(Deployment deployment)
{
    [Fact]
    public void StorageAccounts_All_TakeNoKeysAndNoOldTls() =>
        Assert.All(
            deployment.Of("Microsoft.Storage/storageAccounts"),
            account =>
            {
                Assert.False((bool)account.Properties["allowSharedKeyAccess"]!);
                Assert.False((bool)account.Properties["allowBlobPublicAccess"]!);
                Assert.False((bool)account.Properties["allowCrossTenantReplication"]!);
                Assert.Equal("TLS1_2", (string?)account.Properties["minimumTlsVersion"]);
            });

    [Fact]
    public void StorageAccounts_WithoutHttpsOnly_AreThatOfTheHomesAndClosedToAllButTheWorkers()
    {
        var account = Assert.Single(deployment.Of("Microsoft.Storage/storageAccounts"), account => !(bool)account.Properties["supportsHttpsTrafficOnly"]!);

        Assert.Equal("FileStorage", (string?)account.Json["kind"]);
        Assert.Equal("Deny", (string?)account.Properties["networkAcls"]!["defaultAction"]);
        Assert.Equal("None", (string?)account.Properties["networkAcls"]!["bypass"]);
        Assert.Single(account.Properties["networkAcls"]!["virtualNetworkRules"]!.AsArray());
    }

    [Fact]
    public void Containers_All_ArePrivate() =>
        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers"), container => Assert.Equal("None", (string?)container.Properties["publicAccess"]));

    [Fact]
    public void LocalAuthentication_Everywhere_IsOff()
    {
        Assert.True((bool)deployment.Only("Microsoft.Insights/components").Properties["DisableLocalAuth"]!);
        Assert.True((bool)deployment.Only("Microsoft.OperationalInsights/workspaces").Properties["features"]!["disableLocalAuth"]!);
        Assert.False((bool)deployment.Only("Microsoft.ContainerRegistry/registries").Properties["adminUserEnabled"]!);
        Assert.Equal(2, deployment.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count(policy => !(bool)policy.Properties["allow"]!));
    }

    [Fact]
    public void App_Transport_IsHttpsFromTls12()
    {
        var app = deployment.Only("Microsoft.Web/sites").Properties;

        Assert.True((bool)app["httpsOnly"]!);
        Assert.Equal("1.2", (string?)app["siteConfig"]!["minTlsVersion"]);
        Assert.Equal("1.2", (string?)app["siteConfig"]!["scmMinTlsVersion"]);
        Assert.Equal("Disabled", (string?)app["siteConfig"]!["ftpsState"]);
    }

    [Fact]
    public void Vault_Secrets_SurviveMistakes()
    {
        var vault = deployment.Only("Microsoft.KeyVault/vaults").Properties;

        Assert.True((bool)vault["enablePurgeProtection"]!);
        Assert.True((bool)vault["enableSoftDelete"]!);
        Assert.True((bool)vault["enableRbacAuthorization"]!);
    }

    [Fact]
    public void Vault_Secrets_AreWrittenOnceOnly()
    {
        var secrets = Deployment.All("main", deployment.Template).SelectMany(template => Deployment.ResourcesOf(template.Template))
            .Where(resource => (string?)resource.Resource["type"] == "Microsoft.KeyVault/vaults/secrets")
            .ToList();

        Assert.Equal(2, secrets.Count);
        Assert.All(secrets, secret => Assert.NotNull(secret.Resource["@options"]?["onlyIfNotExists"]));
    }

    [Fact]
    public void Settings_Secrets_AreReferencesToTheVaultsSecrets()
    {
        var vault = deployment.Only("Microsoft.KeyVault/vaults").Name;
        var secrets = deployment.Of("Microsoft.KeyVault/vaults/secrets").Select(secret => secret.OwnName).Order();

        var referred = deployment.AppSettings.Values.Select(value => Reference().Match(value)).Where(match => match.Success).ToList();

        Assert.All(referred, match => Assert.Equal(vault, match.Groups["vault"].Value));
        Assert.Equal(secrets, referred.Select(match => match.Groups["secret"].Value).Order());
    }

    [Fact]
    public void Outputs_All_HoldNoSecret() =>
        Assert.All(
            from template in Deployment.All("main", deployment.Template)
            from output in template.Template["outputs"]?.AsObject() ?? []
            select (Name: $"{template.Name}.{output.Key}", Text: output.Value!.ToJsonString()),
            output => Assert.DoesNotMatch(@"list\w*\(|Seed|accountKey|SharedKey|secrets/", output.Text));

    [Fact]
    public void SecureParameters_All_StayWithinTheVaultsModule() =>
        Assert.All(
            from template in Deployment.All("main", deployment.Template)
            from parameter in template.Template["parameters"]?.AsObject() ?? []
            where ((string?)parameter.Value!["type"])?.StartsWith("secure", StringComparison.Ordinal) == true
            select template.Name,
            name => Assert.Equal("main/vault", name));

    [Fact]
    public void Templates_ListKeys_IsAskedForTheWebhookOfDropsAlone() =>
        Assert.Equal(["infra/drop-subscription.bicep"], Repository.Files("infra", "*.bicep").Where(file => Repository.Text(file).Contains("listKeys(", StringComparison.Ordinal)));

    [GeneratedRegex(@"^@Microsoft\.KeyVault\(VaultName=(?<vault>[^;]+);SecretName=(?<secret>[^)]+)\)$")]
    private static partial Regex Reference();
}
