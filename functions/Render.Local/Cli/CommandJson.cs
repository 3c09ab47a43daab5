using System.Text.Json;
using Render.Network.Messages;

namespace Render.Local.Cli;

/// <summary>How <c>--json</c> writes: the wire's own form, indented.</summary>
internal static class CommandJson
{
    /// <summary>The options; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(WireJson.Options) { WriteIndented = true };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
