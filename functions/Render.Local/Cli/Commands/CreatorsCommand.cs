using System.CommandLine;
using System.Globalization;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render creators</c>.</summary>
internal static class CreatorsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new TeachingCommand("creators", "List the creators' records: jobs paid, withdrawn late, scenes that could not be rendered, caps that cut pay, disputes lost.").Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var creators = await context.Connect().Get<IReadOnlyList<CreatorView>>("/v1/creators", cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(creators, CommandJson.Options);
            else
                context.Screen.Table(new Listing(
                    ["creator", ">record", ">good", ">bad", "events"],
                    [.. creators.Select(c => (IReadOnlyList<string>)
                    [
                        c.Id.Value, Figure("0.00", c.Record), Figure("0.0", c.Good), Figure("0.0", c.Bad),
                        string.Join(", ", c.Counts.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))),
                    ])],
                    "No creator has a record yet: it begins with the first closed job."));
            return ExitCode.Success;
        });

    private static string Figure(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
