namespace Render.Infrastructure.Tests.Cli;

/// <summary>Tests that look at the one deployment.</summary>
[CollectionDefinition(Name)]
public sealed class DeploymentCollection : ICollectionFixture<Deployment>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "deployment";
}
