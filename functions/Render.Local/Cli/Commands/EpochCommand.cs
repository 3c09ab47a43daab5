using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render epoch</c>: <c>list</c> and <c>close</c>.</summary>
internal static class EpochCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var number = new Option<int?>("--number") { Description = "Which epoch, so that repeating the command closes no second one. Default: the open one.", HelpName = "N" };
        var close = new TeachingCommand("close", "Close the open epoch now: burn and emission are booked, and the emission is paid pro rata to accepted work.")
        {
            Examples = [("render epoch close", "ends the open epoch before its time")],
        };
        close.Add(number);
        close.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var epoch = await context.Connect().Post<CloseEpochRequest, EpochView>("/v1/epochs/close", new CloseEpochRequest(context.Words.GetValue(number)), cancellation);
            Show(context.Screen, [epoch], epoch);
            return ExitCode.Success;
        });
        var list = new TeachingCommand("list", "List the epochs.").Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var epochs = await context.Connect().Get<IReadOnlyList<EpochView>>("/v1/epochs", cancellation);
            Show(context.Screen, epochs, epochs);
            return ExitCode.Success;
        });
        return new Command("epoch", "Epochs: the periods after which burn and emission are booked.") { list, close };
    }

    private static void Show<T>(Screen screen, IReadOnlyList<EpochView> epochs, T json)
    {
        if (screen.AsJson)
            screen.Json(json, CommandJson.Options);
        else
            screen.Table(new Listing(
                [">epoch", "state", ">burned", ">minted", ">carried over", ">work units", ">paid nodes"],
                [.. epochs.Select(e => (IReadOnlyList<string>)
                [
                    e.Number.ToString(CultureInfo.InvariantCulture), e.Closed ? "closed" : $"open until {e.Ends.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}",
                    AmountText.Of(e.Burned), AmountText.Of(e.Minted), AmountText.Of(e.CarriedOver),
                    string.Create(CultureInfo.InvariantCulture, $"{e.AcceptedWorkUnits:0.###}"), e.Payouts.Count.ToString(CultureInfo.InvariantCulture),
                ])],
                "No epochs yet."));
    }
}
