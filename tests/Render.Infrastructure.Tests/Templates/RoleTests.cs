using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Templates;

/// <summary>Each identity has the roles that it needs and no others.</summary>
[Collection(DeploymentCollection.Name)]
public partial class RoleTests(Deployment deployment)
{
    /// <summary>https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read for this test apart from the template.</summary>
    private static readonly Dictionary<string, string> Documented = new()
    {
        ["AcrPull"] = "7f951dda-4ed3-4680-a7ca-43fe172d538d",
        ["Durable Task Data Contributor"] = "0ad04412-c4d5-4796-b79c-f76d14c8d402",
        ["Key Vault Secrets Officer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["Storage Blob Data Contributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Storage Queue Data Message Processor"] = "8a0f0c08-91a1-4084-bc3d-661d67233fed",
        ["Storage Queue Data Reader"] = "19e7f393-937e-4f77-808e-94535e297925",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    };

    private static readonly string[] OfTheApp =
    [
        "account of data: Storage Blob Data Contributor",
        "account of data: Storage Queue Data Contributor",
        "account of the host: Storage Blob Data Owner",
        "account of the host: Storage Queue Data Contributor",
        "account of the host: Storage Table Data Contributor",
        "insights: Monitoring Metrics Publisher",
        "table state: Storage Table Data Contributor",
        "task hub: Durable Task Data Contributor",
        "vault: Key Vault Secrets User",
    ];

    private static readonly string[] OfTheWorkers =
    [
        "queue work-economy: Storage Queue Data Message Processor",
        "queue work-economy: Storage Queue Data Reader",
        "queue work-priority: Storage Queue Data Message Processor",
        "queue work-priority: Storage Queue Data Reader",
        "queue work-trusted: Storage Queue Data Message Processor",
        "queue work-trusted: Storage Queue Data Reader",
        "registry: AcrPull",
    ];

    private static readonly string[] OfTheOwner = ["container drop: Storage Blob Data Contributor", "vault: Key Vault Secrets Officer"];

    [Fact]
    public void Roles_Ids_AreTheDocumentedOnesOfTheirNames() => Assert.Equal(Documented.OrderBy(role => role.Key), Defined().OrderBy(role => role.Key));

    [Fact]
    public void Roles_Defined_AreAllAssigned()
    {
        var assigned = Assignments().Select(assignment => assignment.RoleId).ToHashSet();

        Assert.Empty(Defined().Where(role => !assigned.Contains(role.Value)).Select(role => role.Key));
    }

    [Fact]
    public void Assignments_OfTheApp_AreExactlyWhatItNeeds() => Assert.Equal(OfTheApp, Granted("id-app-"));

    [Fact]
    public void Assignments_OfTheWorkers_AreExactlyWhatTheyNeed() => Assert.Equal(OfTheWorkers, Granted("id-worker-"));

    [Fact]
    public void Assignments_OfTheOwner_AreExactlyWhatHeNeeds() => Assert.Equal(OfTheOwner, Granted("00000000-0000-4000-8000-000000000003"));

    [Fact]
    public void Assignments_All_AreInOneFileWithTheirReasons()
    {
        Assert.Equal(
            ["infra/modules/roles.bicep"],
            Repository.Files("infra", "*.bicep").Where(file => Repository.Text(file).Contains("Microsoft.Authorization/roleAssignments", StringComparison.Ordinal)));
        Assert.All(
            Deployment.ResourcesOf(Module()).Where(resource => (string?)resource.Resource["type"] == "Microsoft.Authorization/roleAssignments"),
            resource => Assert.True(((string?)resource.Resource["metadata"]?["description"])?.Length > 20, $"{resource.Symbol} does not say why."));
    }

    private JsonNode Module() => Deployment.All("main", deployment.Template).Single(template => template.Name == "main/roles").Template;

    private Dictionary<string, string> Defined() => Module()["variables"]!["roles"]!.AsObject().ToDictionary(role => role.Key, role => (string)role.Value!);

    private IEnumerable<(string Scope, string RoleId, string Principal)> Assignments() =>
        from assignment in deployment.Of("Microsoft.Authorization/roleAssignments")
        select (
            assignment.Id[..assignment.Id.IndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)],
            ((string)assignment.Properties["roleDefinitionId"]!).Split('/')[^1],
            (string)assignment.Properties["principalId"]!);

    private IEnumerable<string> Granted(string principal) =>
        Assignments()
            .Where(assignment => assignment.Principal.Contains(principal, StringComparison.Ordinal))
            .Select(assignment => $"{Plainly(assignment.Scope)}: {Documented.Single(role => role.Value == assignment.RoleId).Key}")
            .Order(StringComparer.Ordinal);

    private static string Plainly(string scope) => Scope().Match(scope) switch
    {
        { Success: true } match when match.Groups["type"].Value == "taskHubs" => "task hub",
        { Success: true } match when match.Groups["type"].Value is "queues" or "tables" or "containers" => $"{match.Groups["type"].Value[..^1]} {match.Groups["name"].Value}",
        { Success: true } match when match.Groups["name"].Value.StartsWith("stdata", StringComparison.Ordinal) => "account of data",
        { Success: true } match when match.Groups["name"].Value.StartsWith("sthost", StringComparison.Ordinal) => "account of the host",
        { Success: true } match when match.Groups["type"].Value == "vaults" => "vault",
        { Success: true } match when match.Groups["type"].Value == "components" => "insights",
        { Success: true } match when match.Groups["type"].Value == "registries" => "registry",
        _ => scope,
    };

    [GeneratedRegex(@"/(?<type>[^/]+)/(?<name>[^/]+)$")]
    private static partial Regex Scope();
}
