using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Names a job, everywhere and for ever.</summary>
/// <remarks>Text: <c>job-</c> and 1 to 60 characters of a–z and 0–9. Ordered by ordinal text. The default value is the empty text, which no parser accepts.</remarks>
[JsonConverter(typeof(TextJsonConverter<JobId>))]
public readonly record struct JobId : IParsable<JobId>, IComparable<JobId>
{
    private readonly string? value;

    private JobId(string value) => this.value = value;

    /// <summary>The identifier's text, never null.</summary>
    public string Value => value ?? "";

    /// <summary>The id that 16 bytes of entropy name: <c>job-</c> and 32 hexadecimal digits.</summary>
    /// <exception cref="ArgumentException"><paramref name="entropy"/> is not 16 bytes.</exception>
    public static JobId FromEntropy(ReadOnlySpan<byte> entropy) =>
        entropy.Length == 16
            ? new JobId("job-" + Convert.ToHexStringLower(entropy))
            : throw new ArgumentException("A job id takes 16 bytes.", nameof(entropy));

    /// <summary>Reads an identifier.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static JobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a job id: expected job-…");

    /// <inheritdoc cref="Parse(string)"/>
    public static JobId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads an identifier; false where <paramref name="text"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        var valid = IdentifierText.IsValid(text, "job-", 1, 60);
        id = valid ? new JobId(text!) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string?, out JobId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobId result) => TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(JobId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
