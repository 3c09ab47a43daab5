using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary><c>render ledger</c>.</summary>
internal static class LedgerCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var from = new Option<long?>("--from") { Description = "The first entry to show. Default: the last 20.", HelpName = "SEQUENCE", CustomParser = Parsers.Of<long?>(text => Parsers.Whole(0, int.MaxValue, "an entry")(text)) };
        var count = new Option<int>("--max") { Description = "The most entries to show.", HelpName = "N", DefaultValueFactory = _ => 20, CustomParser = Parsers.Of(Parsers.Whole(1, 1_000, "entries")) };
        var accounts = new Option<bool>("--accounts") { Description = "Show the accounts' balances instead of entries." };
        var command = new TeachingCommand("ledger", "Show the book: who paid what to whom, entry by entry, or the balances.")
        {
            Examples = [("render ledger --accounts", "every balance"), ("render ledger --from 0 --max 100", "from the beginning")],
        };
        command.Add(from);
        command.Add(count);
        command.Add(accounts);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            if (context.Words.GetValue(accounts))
                await ShowAccounts(context, network, cancellation);
            else
                await ShowEntries(context, network, context.Words.GetValue(from), context.Words.GetValue(count), cancellation);
            return ExitCode.Success;
        });
    }

    private static async Task ShowAccounts(CommandContext context, AdminClient network, CancellationToken cancellation)
    {
        var balances = await network.Get<IReadOnlyList<AccountView>>("/v1/ledger/accounts", cancellation);
        if (context.Screen.AsJson)
            context.Screen.Json(balances, CommandJson.Options);
        else
            context.Screen.Table(new Listing(
                ["account", ">balance"], [.. balances.Select(b => (IReadOnlyList<string>)[b.Account, AmountText.Change(b.Balance)])], "The book is empty."));
    }

    private static async Task ShowEntries(CommandContext context, AdminClient network, long? from, int count, CancellationToken cancellation)
    {
        List<LedgerEntryView> entries;
        if (from is { } first)
            entries = await Pages.Ledger(network, first, count, cancellation);
        else
            entries = [.. (await Pages.Ledger(network, 0, int.MaxValue, cancellation)).TakeLast(count)];
        if (context.Screen.AsJson)
            context.Screen.Json(entries, CommandJson.Options);
        else
            context.Screen.Table(new Listing(
                [">#", "time", "kind", "postings"],
                [.. entries.Select(e => (IReadOnlyList<string>)
                [
                    e.Sequence.ToString(CultureInfo.InvariantCulture), e.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), e.Kind.ToString(),
                    string.Join("; ", e.Postings.Select(p => $"{p.Account} {AmountText.Change(p.Delta)}")),
                ])],
                "No entries there."));
    }
}
