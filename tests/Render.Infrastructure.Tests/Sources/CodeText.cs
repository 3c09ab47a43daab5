using System.Text.RegularExpressions;

namespace Render.Infrastructure.Tests.Sources;

/// <summary>What C# sources say, as far as patterns can tell. Constants are followed by name, so that a name may be written once and used anywhere.</summary>
internal static partial class CodeText
{
    private static readonly string[] Folders = ["functions", "gpuworker"];

    /// <summary>All product sources: path and text without comments.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } =
        Folders.SelectMany(folder => Repository.Files(folder, "*.cs")).ToDictionary(path => path, path => Comments().Replace(Repository.Text(path), ""));

    /// <summary>String constants by <c>Class.Name</c>, the class being the file's name.</summary>
    public static IReadOnlyDictionary<string, string> Constants { get; } = Files
        .SelectMany(file => Constant().Matches(file.Value).Select(match => (Key: $"{Path.GetFileNameWithoutExtension(file.Key)}.{match.Groups["name"].Value}", match.Groups["value"].Value)))
        .GroupBy(constant => constant.Key)
        .ToDictionary(group => group.Key, group => group.First().Value);

    /// <summary>Files below one folder.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Below(string folder) => Files.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The value of an expression of literals and constants joined by <c>+</c>, as attributes have them.</summary>
    /// <param name="expression">Such as <c>Container + "/{name}"</c>.</param>
    /// <param name="file">Where it stands; bare names are that file's constants.</param>
    public static string ValueOf(string expression, string file) => string.Concat(expression.Split('+', StringSplitOptions.TrimEntries).Select(part =>
        part.StartsWith('"') ? part.Trim('"') : Constants[part.Contains('.', StringComparison.Ordinal) ? part : $"{Path.GetFileNameWithoutExtension(file)}.{part}"]));

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex("""const\s+string\s+(?<name>\w+)\s*=\s*"(?<value>[^"]*)"\s*;""")]
    private static partial Regex Constant();
}
