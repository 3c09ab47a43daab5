using System.Buffers;
using System.Globalization;
using Render.Tracing.Scenes;

namespace Render.Tracing.Packages;

/// <summary>Paths inside a package: relative, '/'-separated, without <c>.</c> or <c>..</c> segments, at most 512 characters.</summary>
public static class PackagePath
{
    private const int MaxLength = 512;
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\:\0*?\"<>|");

    /// <summary>True when the text is a path that a package may hold.</summary>
    public static bool IsValid(string path) =>
        path.Length is > 0 and <= MaxLength
        && !path.AsSpan().ContainsAny(Refused)
        && !path.Any(char.IsControl)
        && path.Split('/').All(segment => segment is not ("" or "." or ".."));

    /// <summary>Checks a path.</summary>
    /// <returns>The path itself.</returns>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.PathRefused"/>.</exception>
    public static string Require(string path) => IsValid(path)
        ? path
        : throw new SceneException(
            SceneErrorCodes.PathRefused,
            $"The path '{Shorten(path)}' is refused: only relative paths inside the package are allowed.",
            "Put the file beside the scene and refer to it by a relative path.");

    /// <summary>Turns a glTF URI (relative, percent-encoded) into a path beside the file that contains it.</summary>
    /// <param name="uri">The URI as the file has it.</param>
    /// <param name="referrer">The path of the file that refers to it.</param>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.PathRefused"/>.</exception>
    public static string FromUri(string uri, string referrer)
    {
        if (uri.Length > 4 * MaxLength)
            return Require(uri);
        var relative = Uri.UnescapeDataString(uri);
        if (relative.StartsWith("./", StringComparison.Ordinal))
            relative = relative[2..];
        var folder = referrer.LastIndexOf('/');
        Require(relative);
        return Require(folder < 0 ? relative : referrer[..(folder + 1)] + relative);
    }

    /// <summary>Refuses a file above its limit.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.LimitExceeded"/>.</exception>
    public static void RequireSize(string path, long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
            throw new SceneException(
                SceneErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"'{Shorten(path)}' has {bytes:N0} bytes; the limit is {maxBytes:N0}."),
                "Make the file smaller, or split the scene.");
    }

    /// <summary>At most 80 characters of untrusted text, control characters replaced, for messages.</summary>
    public static string Shorten(string text)
    {
        var shown = text.Length > 80 ? string.Concat(text.AsSpan(0, 77), "…") : text;
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }
}
