using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Network.Economics;

/// <summary>One line of a ledger entry: an account's balance changes by <paramref name="Delta"/>.</summary>
/// <param name="Account">The account; see <see cref="Accounts"/>.</param>
/// <param name="Delta">The change in units of 10⁻¹⁸ token; negative takes from the account. Never zero.</param>
public readonly record struct Posting(string Account, [property: JsonConverter(typeof(Posting.JsonDelta))] Int128 Delta)
{
    /// <summary>Adds <paramref name="amount"/> to <paramref name="account"/>.</summary>
    /// <exception cref="OverflowException">The amount is 2¹²⁷ units or more.</exception>
    public static Posting To(string account, Tokens amount) => new(account, checked((Int128)amount.Units));

    /// <summary>Takes <paramref name="amount"/> from <paramref name="account"/>.</summary>
    /// <exception cref="OverflowException">The amount is 2¹²⁷ units or more.</exception>
    public static Posting From(string account, Tokens amount) => new(account, -checked((Int128)amount.Units));

    /// <summary>A signed amount in JSON: a string with a decimal number of units.</summary>
    public sealed class JsonDelta : JsonConverter<Int128>
    {
        /// <inheritdoc/>
        public override Int128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Int128.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new JsonException("A change is a string with a decimal number of units.");

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, Int128 value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
