using System.Text.Json.Nodes;
using Render.Infrastructure.Tests.Cli;

namespace Render.Infrastructure.Tests.Templates;

/// <summary>Properties on which the design stands: who coordinates, who is woken, what cannot be changed.</summary>
[Collection(DeploymentCollection.Name)]
public class ShapeTests(Deployment deployment)
{
    [Fact]
    public void App_Runtime_IsIsolatedDotnet10() =>
        Assert.Equal(
            ("dotnet-isolated", "10.0"),
            ((string?)Config("runtime")["name"], (string?)Config("runtime")["version"]));

    [Fact]
    public void App_HttpInstances_OneIsAlwaysReadyForAllRequests()
    {
        var scale = Config("scaleAndConcurrency");
        var ready = Assert.Single(scale["alwaysReady"]!.AsArray())!;

        Assert.Equal(("http", 1), ((string?)ready["name"], (int)ready["instanceCount"]!));
        Assert.Equal(1000, (int)scale["triggers"]!["http"]!["perInstanceConcurrency"]!);
    }

    [Fact]
    public void App_Package_IsFetchedByIdentity() =>
        Assert.Equal("UserAssignedIdentity", (string?)Config("deployment")["storage"]!["authentication"]!["type"]);

    [Fact]
    public void Blobs_Versions_CannotBeChanged()
    {
        var account = deployment.Of("Microsoft.Storage/storageAccounts").Single(account => account.Name.StartsWith("stdata", StringComparison.Ordinal));
        var service = deployment.Of("Microsoft.Storage/storageAccounts/blobServices").Single(service => service.Name.StartsWith(account.Name, StringComparison.Ordinal));

        Assert.True((bool)service.Properties["isVersioningEnabled"]!);
        Assert.True((bool)Container("blobs").Properties["immutableStorageWithVersioning"]!["enabled"]!);
        Assert.Equal(30, (int)Policy("blobs").Properties["immutabilityPeriodSinceCreationInDays"]!);
    }

    [Fact]
    public void Ledger_Blobs_CanBeAppendedToAndNothingElse()
    {
        Assert.Null(Container("ledger").Properties["immutableStorageWithVersioning"]);
        Assert.Equal(30, (int)Policy("ledger").Properties["immutabilityPeriodSinceCreationInDays"]!);
        Assert.True((bool)Policy("ledger").Properties["allowProtectedAppendWrites"]!);
    }

    [Fact]
    public void Workers_Profiles_AreThoseOfTheEnvironment()
    {
        var profiles = deployment.Only("Microsoft.App/managedEnvironments").Properties["workloadProfiles"]!.AsArray()
            .ToDictionary(profile => (string)profile!["name"]!, profile => (string)profile!["workloadProfileType"]!);

        Assert.Equal("Consumption", profiles["Consumption"]);
        Assert.Equal("Consumption-GPU-NC8as-T4", profiles["gpu"]);
        Assert.Equal(profiles.Keys.Order(), deployment.Of("Microsoft.App/jobs").Select(job => (string)job.Properties["workloadProfileName"]!).Order());
    }

    [Fact]
    public void Workers_Jobs_RunAtMostOneExecutionANode() =>
        Assert.Equal(
            [("worker-cpu", 2), ("worker-gpu", 1)],
            deployment.Of("Microsoft.App/jobs").Select(job => (job.Name, (int)job.Properties["configuration"]!["eventTriggerConfig"]!["scale"]!["maxExecutions"]!)));

    [Fact]
    public void Workers_Environment_IsReachedByNobody()
    {
        var environment = deployment.Only("Microsoft.App/managedEnvironments").Properties;

        Assert.True((bool)environment["vnetConfiguration"]!["internal"]!);
        Assert.Equal("Disabled", (string?)environment["publicNetworkAccess"]);
    }

    [Fact]
    public void Budget_Notifications_ComeBeforeItIsSpent() =>
        Assert.Contains(
            deployment.Only("Microsoft.Consumption/budgets").Properties["notifications"]!.AsObject(),
            notification => (int)notification.Value!["threshold"]! < 100 && (bool)notification.Value["enabled"]!);

    [Fact]
    public void Resources_ThatCanHaveTags_CarryTheEnvironments()
    {
        var tagged = deployment.Resources.Where(resource => resource.Json["tags"] is not null).ToList();

        Assert.True(tagged.Count >= 20, $"{tagged.Count} resources have tags.");
        Assert.All(tagged, resource => Assert.Equal("tests", (string?)resource.Json["tags"]!["azd-env-name"]));
        // Resources at the top of a provider with a place of their own can have tags, and so have them.
        Assert.Empty(deployment.Resources.Where(resource => resource.Json["location"] is not null && resource.Json["tags"] is null).Select(resource => resource.Id));
    }

    private JsonNode Config(string part) => deployment.Only("Microsoft.Web/sites").Properties["functionAppConfig"]![part]!;

    private Resource Container(string name) => deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers").Single(container => container.OwnName == name);

    private Resource Policy(string container) =>
        deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies").Single(policy => policy.Name.Split('/')[^2] == container);
}
