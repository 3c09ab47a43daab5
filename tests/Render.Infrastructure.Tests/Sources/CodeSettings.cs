using System.Text.RegularExpressions;

namespace Render.Infrastructure.Tests.Sources;

/// <summary>The settings that the app's code reads, found in its sources: properties of classes that are bound to a section, keys of the configuration, connections of triggers.</summary>
internal static partial class CodeSettings
{
    private const string Folder = "functions/Render.Functions/";

    /// <summary>Their names, with <c>*</c> where the code puts a name together.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Bound().Concat(Asked()).Concat(FunctionTrigger.All.Select(trigger => trigger.Connection)).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether the code reads a setting: itself, or the section that it is in.</summary>
    public static bool Reads(string setting) => Names.Any(name => Matches(name, setting));

    /// <summary>Whether settings have what a name asks for: itself, or something of the section that it is.</summary>
    public static bool Satisfies(IEnumerable<string> settings, string name) =>
        settings.Any(setting => Matches(name, setting) || setting.StartsWith($"{name}__", StringComparison.Ordinal));

    private static bool Matches(string name, string setting) => Regex.IsMatch(setting, $"^{Regex.Escape(name).Replace(@"\*", "[A-Za-z]+", StringComparison.Ordinal)}$");

    private static IEnumerable<string> Bound() =>
        from file in CodeText.Below(Folder)
        let section = Section().Match(file.Value)
        where section.Success
        from property in Property().Matches(file.Value)
        select $"{section.Groups["value"].Value}__{property.Groups["name"].Value}";

    private static IEnumerable<string> Asked() =>
        from file in CodeText.Below(Folder)
        from key in Key().Matches(file.Value)
        select Plainly(key.Groups["key"].Value, file.Key);

    private static string Plainly(string key, string file)
    {
        var constants = CodeText.Constants;
        var owner = Path.GetFileNameWithoutExtension(file);
        if (!key.StartsWith('"') && !key.StartsWith('$'))
            return CodeText.ValueOf(key, file);
        return Placeholder()
            .Replace(key.TrimStart('$').Trim('"'), match => constants.GetValueOrDefault(match.Groups["name"].Value, constants.GetValueOrDefault($"{owner}.{match.Groups["name"].Value}", "*")))
            .Replace(":", "__", StringComparison.Ordinal);
    }

    [GeneratedRegex("""const\s+string\s+Section\s*=\s*"(?<value>\w+)"\s*;""")]
    private static partial Regex Section();

    [GeneratedRegex(@"public\s+(?!static|const)[\w?<>\[\]]+\s+(?<name>\w+)\s*\{\s*get;\s*(?:set|init);")]
    private static partial Regex Property();

    [GeneratedRegex("""(?:[Cc]onfiguration\[|GetEnvironmentVariable\()(?<key>\$?"[^"]+"|[A-Z][\w.]*)[\])]""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{(?<name>[\w.]+)\}")]
    private static partial Regex Placeholder();
}
