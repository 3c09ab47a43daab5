using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Local.Cli.Values;

/// <summary>Turns a value's <see cref="FormatException"/> into the command line's own error.</summary>
internal static class Parsers
{
    /// <summary>A parser of one word.</summary>
    public static Func<ArgumentResult, T?> Of<T>(Func<string, T> parse) => result =>
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
            return default;
        }
    };

    /// <summary>An address with http or https.</summary>
    public static Func<ArgumentResult, Uri?> Url { get; } = Of<Uri?>(text =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new FormatException($"'{text}' is no address. Write it with its scheme: http://127.0.0.1:7070."));

    /// <summary>An address of this machine with a port, such as 10.0.0.7:7071 or [::1]:7071.</summary>
    public static IPEndPoint? EndPoint(string text) =>
        IPEndPoint.TryParse(text, out var point) && point.Port > 0 && !point.Address.Equals(IPAddress.Any) && !point.Address.Equals(IPAddress.IPv6Any)
            ? point
            : throw new FormatException($"'{text}' is no address that others can reach. Write one of this machine with a port: 10.0.0.7:7071.");

    /// <summary>A number of tokens, such as 12.5.</summary>
    public static Tokens Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var tokens) && tokens > 0 && tokens < 1_000_000_000_000m
            ? Tokens.FromDecimal(tokens)
            : throw new FormatException($"'{text}' is no amount. Write a number of {Tokens.Symbol} above zero: 12.5.");

    /// <summary>A whole number within bounds.</summary>
    public static Func<string, int> Whole(int least, int most, string of) => text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number of {of}. Write {least} to {most:N0}."));

    /// <summary>A decimal within bounds, as a whole number of its last place.</summary>
    /// <param name="scale">A power of ten: how many of the last place make one.</param>
    /// <param name="least">Least count of the last place.</param>
    /// <param name="most">Largest count of the last place.</param>
    /// <param name="what">What it is, for the error.</param>
    public static Func<string, int> Places(int scale, int least, int most, string what) => text =>
        ExactDecimal.TryParse(text, scale, out var count) && count >= least && count <= most
            ? count
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no {what}. Write a number from {(decimal)least / scale} to {(decimal)most / scale}, to {1m / scale} at the finest."));

    /// <summary>A member of an enumeration, by its name in lower case with hyphens between words.</summary>
    public static T Member<T>(string text, string what)
        where T : struct, Enum
    {
        var members = Enum.GetValues<T>();
        foreach (var member in members)
            if (text.Equals(NameOf(member), StringComparison.OrdinalIgnoreCase))
                return member;
        throw new FormatException($"'{text}' is no {what}. Write {string.Join(members.Length > 2 ? ", " : " or ", members.Select(NameOf))}.");
    }

    /// <summary>How a member of an enumeration is written.</summary>
    public static string NameOf<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString());

    /// <summary>A share from 0 to 1.</summary>
    public static double Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new FormatException($"'{text}' is no share. Write a number from 0 to 1: 0.1.");

    /// <summary>A share above 0.</summary>
    public static double SomeShare(string text) =>
        Share(text) is > 0 and var share ? share : throw new FormatException("A share of nothing leaves nothing to work with. Write a number above 0, up to 1: 0.5.");
}
