using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Render.Local.Cli;

/// <summary>Where a command puts what it has to say: JSON or readable lines as results, notes and progress beside them.</summary>
public sealed class Screen
{
    private readonly Surroundings _surroundings;

    /// <summary>A screen on <paramref name="surroundings"/>.</summary>
    /// <param name="surroundings">The process.</param>
    /// <param name="json">Whether results go out as JSON; every other line then goes to the error stream.</param>
    public Screen(Surroundings surroundings, bool json)
    {
        _surroundings = surroundings;
        AsJson = json;
        Console = Create(surroundings, json ? surroundings.Error : surroundings.Output);
    }

    /// <summary>Whether results go out as JSON.</summary>
    public bool AsJson { get; }

    /// <summary>Whether a view may redraw itself.</summary>
    public bool IsLive => _surroundings.OutputIsTerminal && !AsJson;

    /// <summary>Lines of the terminal.</summary>
    public int Height => _surroundings.Height;

    /// <summary>The terminal, or a plain writer where there is none.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>A result for a reader.</summary>
    public void Line(string text = "") => (AsJson ? _surroundings.Error : _surroundings.Output).WriteLine(text);

    /// <summary>Something beside the result.</summary>
    public void Note(string text) => _surroundings.Error.WriteLine(text);

    /// <summary>A drawn result.</summary>
    public void Draw(IRenderable picture) => Console.Write(picture);

    /// <summary>A result for a program, indented, one document.</summary>
    public void Json<T>(T value, JsonTypeInfo<T> shape) => _surroundings.Output.WriteLine(JsonSerializer.Serialize(value, shape));

    /// <summary>A result for a program, by options that know its type.</summary>
    public void Json<T>(T value, JsonSerializerOptions options) => _surroundings.Output.WriteLine(JsonSerializer.Serialize(value, options));

    /// <summary>A table: drawn on a terminal, aligned lines elsewhere.</summary>
    public void Table(Listing listing)
    {
        if (_surroundings.OutputIsTerminal && !AsJson)
            Draw(listing.Drawn());
        else
            foreach (var line in listing.Lines())
                Line(line);
    }

    /// <summary>A console that writes to <paramref name="writer"/> as the surroundings allow.</summary>
    public static IAnsiConsole Create(Surroundings surroundings, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = surroundings.OutputIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = surroundings.Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = surroundings.Width;
        return console;
    }
}
