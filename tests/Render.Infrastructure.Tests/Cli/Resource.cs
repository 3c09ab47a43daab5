using System.Text.Json.Nodes;

namespace Render.Infrastructure.Tests.Cli;

/// <summary>A resource of a deployment.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, parents before it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Json">All of it.</param>
internal sealed record Resource(string Type, string Name, string Id, JsonNode Json)
{
    /// <summary>Its properties.</summary>
    public JsonNode Properties => Json["properties"]!;

    /// <summary>The last part of its name.</summary>
    public string OwnName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Reads a snapshot's resource.</summary>
    public static Resource Of(JsonNode json) => new((string)json["type"]!, (string)json["name"]!, (string)json["id"]!, json);
}
