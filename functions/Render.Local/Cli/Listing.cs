using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Render.Local.Cli;

/// <summary>A table of text.</summary>
/// <param name="Columns">Heads; one that starts with <c>&gt;</c> is of a column of numbers, aligned to the right.</param>
/// <param name="Rows">A cell for each column.</param>
/// <param name="Empty">What to say where there is no row.</param>
public sealed record Listing(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Empty)
{
    /// <summary>Aligned lines, the head first, without trailing blanks.</summary>
    public IEnumerable<string> Lines()
    {
        if (Rows.Count == 0)
        {
            yield return Empty;
            yield break;
        }
        var widths = Columns.Select((head, c) => Math.Max(Cells(head), Rows.Max(row => Cells(row[c])))).ToArray();
        yield return Line(Columns.Select(Head).ToArray(), widths);
        foreach (var row in Rows)
            yield return Line(row, widths);
    }

    /// <summary>The table for a terminal: no frame, a line below the head.</summary>
    public Table Drawn()
    {
        var table = new Table { Border = TableBorder.Simple, Expand = false };
        if (Rows.Count == 0)
            return new Table { Border = TableBorder.None, ShowHeaders = false }.AddColumn("").AddRow(Markup.Escape(Empty));
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(new Markup(Markup.Escape(Head(column)), new Style(decoration: Decoration.Dim)))
            {
                Alignment = IsNumber(column) ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, 1, 0),
            });
        foreach (var row in Rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }

    private string Line(IReadOnlyList<string> cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var c = 0; c < cells.Count; c++)
        {
            var blanks = new string(' ', Math.Max(0, widths[c] - Cells(cells[c])));
            line.Append(IsNumber(Columns[c]) ? blanks + cells[c] : cells[c] + blanks).Append("  ");
        }
        return line.ToString().TrimEnd();
    }

    private static bool IsNumber(string column) => column.StartsWith('>');

    private static string Head(string column) => column.TrimStart('>');

    private static int Cells(string text) => new StringInfo(text.TrimStart('>')).LengthInTextElements;
}
