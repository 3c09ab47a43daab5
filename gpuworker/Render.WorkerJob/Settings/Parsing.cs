using System.Globalization;
using Render.Network.Economics;

namespace Render.WorkerJob.Settings;

/// <summary>Reads single values; a <see cref="FormatException"/> says how they are written.</summary>
internal static class Parsing
{
    /// <summary>The text as it is.</summary>
    public static string Text(string text) => text;

    /// <summary>A whole number within bounds.</summary>
    public static Func<string, int> Whole(int least, int most) => text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no whole number from {least} to {most}."));

    /// <summary>The same, where nothing is an answer too.</summary>
    public static Func<string, int?> Some(Func<string, int> parse) => text => parse(text);

    /// <summary>Seconds within bounds, or the word for no bound.</summary>
    public static Func<string, TimeSpan?> Seconds(int least, int most, string? unbounded) => text =>
        text == unbounded ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"'{text}' is no number of seconds from {least} to {most}{(unbounded is null ? "" : $", nor the word {unbounded}")}."));

    /// <summary>A share above 0 and at most 1.</summary>
    public static double Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
            ? share
            : throw new FormatException($"'{text}' is no share above 0 and at most 1.");

    /// <summary>An amount of tokens, zero or more.</summary>
    public static Tokens Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var tokens) && tokens is >= 0 and < 1_000_000_000_000m
            ? Tokens.FromDecimal(tokens)
            : throw new FormatException($"'{text}' is no amount. Write a number of {Tokens.Symbol}: 0.5.");

    /// <summary>One of several words.</summary>
    public static Func<string, string> OneOf(params string[] words) => text =>
        words.Contains(text) ? text : throw new FormatException($"'{text}' is not one of {string.Join(", ", words)}.");

    /// <summary>One or more values, separated by commas.</summary>
    public static Func<string, IReadOnlyList<T>> List<T>(Func<string, T> parse) => text =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts
            ? [.. parts.Select(parse)]
            : throw new FormatException($"'{text}' lists nothing.");
}
