using System.Text.RegularExpressions;

namespace Render.WorkerJob.Tests.Container;

/// <summary>A <c>.dockerignore</c>: the last pattern that matches a path, or a folder above it, decides.</summary>
internal sealed class IgnoreFile(IEnumerable<string> lines)
{
    private readonly List<(Regex Pattern, bool Keep)> patterns =
    [
        .. from line in lines
           let text = line.Trim()
           where text.Length > 0 && text[0] != '#'
           let keep = text[0] == '!'
           select (Compile(text.TrimStart('!').Trim('/')), keep),
    ];

    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var (pattern, keep) in patterns)
            if (Above(path).Any(part => pattern.IsMatch(part)))
                ignored = !keep;
        return ignored;
    }

    private static IEnumerable<string> Above(string path)
    {
        var parts = path.Split('/');
        return Enumerable.Range(1, parts.Length).Select(count => string.Join('/', parts.Take(count)));
    }

    private static Regex Compile(string pattern) => new(
        "^" + Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant);
}
