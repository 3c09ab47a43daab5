using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Local.Cli.Values;
using Render.Network.Jobs;

namespace Render.Local.Cli.Commands;

/// <summary>The options that say where a job's scene, output and logs may be: plain words for all of it, a file where they differ.</summary>
internal sealed class PlacementOptions
{
    private readonly Option<string[]> _regions = List("--in-region", "Keep scene, output and logs to these regions: eu-west. May be given several times. Default: anywhere.", "REGION", PlaceOptions.Region);

    private readonly Option<string[]> _jurisdictions = List("--in-jurisdiction", "Keep all of it to these jurisdictions: IE. May be given several times. Default: any.", "CODE", PlaceOptions.Jurisdiction);

    private readonly Option<string[]> _denied = List("--not-in", "Keep all of it out of these jurisdictions: US. May be given several times. Default: none.", "CODE", PlaceOptions.Jurisdiction);

    private readonly Option<EvidenceLevel?> _evidence = new("--place-evidence")
    {
        Description = "What a node must show for its place: declared (its word), measured (round trips possible from nowhere else) or attested (a third party vouches). Default: declared.",
        HelpName = "LEVEL",
        CustomParser = Parsers.Of<EvidenceLevel?>(text => Enum.TryParse<EvidenceLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsAsciiDigit(text[0])
            ? level
            : throw new FormatException($"'{text}' is no level of evidence. Write declared, measured or attested.")),
    };

    private readonly Option<FileInfo?> _file = new("--placement")
    {
        Description = "A file with the placement in JSON, where scene, output and logs differ: { \"scene\": { \"regions\": [\"eu-west\"] }, \"logs\": { … } }. In place of the four options above.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _regions, _jurisdictions, _denied, _evidence, _file })
            command.Add(option);
    }

    /// <summary>The placement in a spec's JSON; null where nothing was said.</summary>
    /// <exception cref="CommandFailedException">The file cannot be read, or says it twice.</exception>
    public JsonNode? Read(ParseResult words)
    {
        var said = new JsonObject();
        Put("regions", words.GetValue(_regions));
        Put("jurisdictions", words.GetValue(_jurisdictions));
        Put("deniedJurisdictions", words.GetValue(_denied));
        if (words.GetValue(_evidence) is { } level)
            said["minimumEvidence"] = level.ToString().ToLowerInvariant();
        if (words.GetValue(_file) is not { } file)
            return said.Count > 0 ? said : null;
        if (said.Count > 0)
            throw new CommandFailedException(ExitCode.Usage, "--placement says where the job's data may be, and so do other options.", "Write all of it into the file, or none.");
        try
        {
            return JsonNode.Parse(File.ReadAllText(file.FullName)) as JsonObject
                ?? throw new CommandFailedException(ExitCode.BadInput, $"{file} holds no JSON object.", "Write { \"scene\": { \"regions\": [\"eu-west\"] } }.");
        }
        catch (JsonException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file} is no JSON: line {e.LineNumber + 1}.", "Check quotes, commas and braces there.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file} cannot be read: {e.Message}", "Check the path.", e);
        }

        void Put(string name, string[]? items)
        {
            if (items is { Length: > 0 })
                said[name] = new JsonArray([.. items.Select(item => (JsonNode)item)]);
        }
    }

    private static Option<string[]> List(string name, string description, string help, Func<string, string> parse) => new(name)
    {
        Description = description,
        HelpName = help,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result =>
        {
            var read = new List<string>();
            foreach (var token in result.Tokens)
                try
                {
                    read.Add(parse(token.Value));
                }
                catch (FormatException e)
                {
                    result.AddError(e.Message);
                }

            return [.. read];
        },
    };
}
