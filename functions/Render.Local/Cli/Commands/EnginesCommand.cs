using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render engines</c>.</summary>
internal static class EnginesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var readmit = new Option<int?>("--readmit") { Description = "Take this class of devices back into exact mode.", HelpName = "CLASS", CustomParser = Parsers.Of<int?>(text => Parsers.Whole(0, int.MaxValue, "a class of devices")(text)) };
        var because = new Option<string?>("--because") { Description = "What was found out; everybody sees it.", HelpName = "TEXT" };
        var command = new TeachingCommand("engines", "List the classes of devices whose bytes were found to differ from the reference's, and take one back once that is understood.")
        {
            Examples =
            [
                ("render engines", "what is out of exact mode, for whom and why"),
                ("render engines --readmit 1090 --because 'driver 550.40 rounded square roots; 550.90 does not'", "the host's word"),
            ],
        };
        command.Add(readmit);
        command.Add(because);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            if (context.Words.GetValue(readmit) is { } deviceClass)
            {
                var why = context.Words.GetValue(because)
                    ?? throw new CommandFailedException(ExitCode.Usage, "--readmit needs --because.", "Say what was found out: everybody whose work depends on it will read it.");
                var taken = await network.Post<ReadmitDeviceClass, DeviceClassView>(
                    string.Create(CultureInfo.InvariantCulture, $"/v1/engines/{deviceClass}/readmit"), new ReadmitDeviceClass(why), cancellation);
                Show(context, [taken]);
                return ExitCode.Success;
            }

            Show(context, await network.Get<IReadOnlyList<DeviceClassView>>("/v1/engines", cancellation));
            return ExitCode.Success;
        });
    }

    private static void Show(CommandContext context, IReadOnlyList<DeviceClassView> classes)
    {
        if (context.Screen.AsJson)
            context.Screen.Json(classes, CommandJson.Options);
        else
            context.Screen.Table(new Listing(
                [">build", ">class", ">faults", "stands"],
                [.. classes.Select(c => (IReadOnlyList<string>)
                [
                    c.Build.ToString(CultureInfo.InvariantCulture), c.DeviceClass.ToString(CultureInfo.InvariantCulture),
                    c.Faults.Count.ToString(CultureInfo.InvariantCulture), c.Reason,
                ])],
                "No engine faults, and no node whose results are statistical: every class of devices is in exact mode."));
    }
}
