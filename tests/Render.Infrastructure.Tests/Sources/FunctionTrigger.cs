using System.Text.RegularExpressions;

namespace Render.Infrastructure.Tests.Sources;

/// <summary>A storage trigger in the app's code.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Kind">Queue or Blob.</param>
/// <param name="Source">The queue, or the blobs' path.</param>
/// <param name="Connection">The section with its connection.</param>
/// <param name="Arguments">Everything that the attribute says.</param>
internal sealed partial record FunctionTrigger(string Function, string Kind, string Source, string Connection, string Arguments)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FunctionTrigger> All { get; } =
    [
        .. from file in CodeText.Below("functions/Render.Functions/")
           from match in Trigger().Matches(file.Value)
           let arguments = match.Groups["arguments"].Value
           select new FunctionTrigger(
               NameBefore(file.Value, match.Index, file.Key),
               match.Groups["kind"].Value,
               CodeText.ValueOf(arguments.Split(',')[0], file.Key),
               CodeText.ValueOf(Connected().Match(arguments).Groups["connection"].Value, file.Key),
               arguments),
    ];

    /// <summary>Names of all functions.</summary>
    public static IReadOnlyList<string> Functions { get; } =
        [.. from file in CodeText.Below("functions/Render.Functions/") from match in Named().Matches(file.Value) select CodeText.ValueOf(match.Groups["name"].Value, file.Key)];

    private static string NameBefore(string text, int index, string file) =>
        CodeText.ValueOf(Named().Matches(text[..index])[^1].Groups["name"].Value, file);

    [GeneratedRegex(@"\[(?<kind>Queue|Blob)Trigger\((?<arguments>[^\]]*)\)\]")]
    private static partial Regex Trigger();

    [GeneratedRegex(@"Connection\s*=\s*(?<connection>[^,)\s]+)")]
    private static partial Regex Connected();

    [GeneratedRegex(@"\[Function\((?<name>[^)]+)\)\]")]
    private static partial Regex Named();
}
