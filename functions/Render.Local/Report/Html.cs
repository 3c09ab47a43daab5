using System.Globalization;
using System.Net;
using System.Text;
using Render.Local.Cli.Values;
using Render.Network.Economics;

namespace Render.Local.Report;

/// <summary>Small pieces of HTML, escaped, that the report's sections are made of.</summary>
internal static class Html
{
    /// <summary>Text, escaped.</summary>
    public static string E(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A table inside a box that scrolls by itself, so that the page never does.</summary>
    /// <param name="heads">Column heads; one that starts with <c>&gt;</c> is of numbers.</param>
    /// <param name="rows">Cells, as HTML.</param>
    /// <param name="tall">Whether the box is bounded in height too.</param>
    public static string Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, bool tall = false)
    {
        var html = new StringBuilder();
        // Reachable by keyboard: a box that scrolls must take the focus.
        html.Append(tall ? "<div class=\"scroll tall\" tabindex=\"0\"><table><thead><tr>" : "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        foreach (var head in heads)
            html.Append(CultureInfo.InvariantCulture, $"<th{Class(head)} scope=\"col\">{E(head.TrimStart('>'))}</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var c = 0; c < row.Count; c++)
                html.Append(CultureInfo.InvariantCulture, $"<td{Class(heads[c])}>{row[c]}</td>");
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    /// <summary>A PNG inside the page.</summary>
    public static string Image(ReadOnlyMemory<byte> png, string alternative, string attributes = "") =>
        $"<img src=\"data:image/png;base64,{Convert.ToBase64String(png.Span)}\" alt=\"{E(alternative)}\"{attributes}>";

    /// <summary>A whole number with thin groups: <c>1,234,567</c>.</summary>
    public static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rays in millions: <c>12.3 M</c>.</summary>
    public static string Rays(ulong rays) => string.Create(CultureInfo.InvariantCulture, $"{rays / 1e6:N1} M");

    /// <summary>An amount, or a dash.</summary>
    public static string Money(Tokens? amount) => E(AmountText.Of(amount));

    /// <summary>A signed amount.</summary>
    public static string Signed(Int128 units) => AmountText.Change(units);

    private static string Class(string head) => head.StartsWith('>') ? " class=\"n\"" : "";
}
