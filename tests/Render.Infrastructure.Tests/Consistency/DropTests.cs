using System.Text.Json.Nodes;
using Render.Infrastructure.Tests.Cli;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Consistency;

/// <summary>The event of a dropped scene reaches the function that takes it.</summary>
[Collection(DeploymentCollection.Name)]
public class DropTests(Deployment deployment)
{
    private static FunctionTrigger Trigger { get; } = FunctionTrigger.All.Single(trigger => trigger.Kind == "Blob");

    [Fact]
    public void Trigger_Source_IsEventGrid() => Assert.Contains("Source = BlobTriggerSource.EventGrid", Trigger.Arguments, StringComparison.Ordinal);

    [Fact]
    public void Subscription_Function_IsTheTriggersFunction() =>
        Assert.Equal(Trigger.Function, (string?)deployment.DropTemplate["parameters"]!["functionName"]!["defaultValue"]);

    [Fact]
    public void Subscription_Webhook_IsTheBlobExtensions()
    {
        var url = (string)Subscription["destination"]!["properties"]!["endpointUrl"]!;

        Assert.Contains("/runtime/webhooks/blobs?functionName=Host.Functions.{1}&code={2}", url, StringComparison.Ordinal);
        Assert.Contains("systemKeys.blobs_extension", url, StringComparison.Ordinal);
    }

    [Fact]
    public void Subscription_Filter_IsTheTriggersContainer()
    {
        var container = Trigger.Source[..Trigger.Source.IndexOf('/', StringComparison.Ordinal)];

        Assert.Equal($"/blobServices/default/containers/{container}/", (string?)Subscription["filter"]!["subjectBeginsWith"]);
        Assert.Equal(["Microsoft.Storage.BlobCreated"], Subscription["filter"]!["includedEventTypes"]!.AsArray().Select(type => (string)type!));
    }

    private JsonNode Subscription =>
        Deployment.ResourcesOf(deployment.DropTemplate).Single(resource => ((string)resource.Resource["type"]!).EndsWith("/eventSubscriptions", StringComparison.Ordinal)).Resource["properties"]!;
}
