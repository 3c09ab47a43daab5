using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Local.Host.Chain;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render chain</c>: <c>up</c>, <c>status</c> and <c>down</c>.</summary>
internal static class ChainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) => new(
        "chain", "A local chain for this machine's network: anvil, with all contracts. `render up --chain` settles on it; `render demo --chain` brings one of its own.")
    {
        Up(surroundings), Status(surroundings), Down(surroundings),
    };

    /// <summary>The lines of book and chain.</summary>
    public static Listing Lines(ChainView view) => new(
        ["amount", ">book", ">chain", "same"],
        [.. view.Lines.Select(line => (IReadOnlyList<string>)[line.What, Amount(line.Book), Amount(line.Chain), line.Book == line.Chain ? "to the unit" : "no"])],
        "Nothing yet.");

    private static TeachingCommand Up(Surroundings surroundings)
    {
        var port = new Option<int>("--port")
        {
            Description = "The port that the chain listens on, on loopback.",
            HelpName = "P",
            DefaultValueFactory = _ => Anvil.DefaultPort,
            CustomParser = Parsers.Of(Parsers.Whole(1, 65_535, "a port")),
        };
        var policy = new PolicyOption();
        var command = new TeachingCommand("up", "Start anvil, deploy all contracts with the policy that the network begins with, and print addresses and roles. It stays until `render chain down`; its state is kept under RENDER_HOME.")
        {
            Examples = [("render chain up", "then: render up --chain --nodes 2")],
        };
        command.Add(port);
        policy.AddTo(command);
        return command.Runs(surroundings, async (context, cancellation) =>
        {
            var chain = await LocalChain.Up(context.Home, context.Words.GetValue(port), policy.Read(context) ?? Policy.Default, context.Surroundings.Time, cancellation);
            Tell(context, chain);
            return ExitCode.Success;
        });
    }

    private static TeachingCommand Status(Surroundings surroundings) => new TeachingCommand(
        "status", "Show what the coordinator's book and the chain say, amount by amount. They are equal to the unit once the chain has followed the whole book.")
        .Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var view = await context.Connect().Get<ChainView>("/v1/chain", cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(view, CommandJson.Options);
            else
                Show(context.Screen, view);
            return view is { IsCaughtUp: true, IsEqual: false } ? ExitCode.Failure : ExitCode.Success;
        });

    private static TeachingCommand Down(Surroundings surroundings) => new TeachingCommand("down", "Stop the chain. Its state is kept; `render chain up` goes on with it.")
        .Runs(surroundings, async (context, cancellation) =>
        {
            context.Screen.Line(await LocalChain.Down(context.Home, context.Surroundings.Time, cancellation) ? "The chain is stopped; its state is kept." : "No chain runs here.");
            return ExitCode.Success;
        });

    /// <summary>Book and chain, and how far the chain is.</summary>
    public static void Show(Screen screen, ChainView view)
    {
        screen.Table(Lines(view));
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"chain {view.ChainId}, block {view.Block} of {view.BlockTime:yyyy-MM-dd HH:mm} by its clock; {view.Followed} of {view.Entries} entries followed; {view.Transactions} transaction{(view.Transactions == 1 ? "" : "s")}, {view.Gas:N0} gas"));
        if (view.Trouble is { } trouble)
            screen.Line($"It does not follow just now: {trouble}");
    }

    private static void Tell(CommandContext context, LocalChain chain)
    {
        var contracts = chain.Contracts;
        context.Screen.Table(new Listing(
            ["what", "address"],
            [
                .. chain.Addresses.Select(contract => (contract.Key, contract.Value)).Concat(DevelopmentAccounts.Roles).Select(line => (IReadOnlyList<string>)[line.Item1, line.Item2]),
            ],
            ""));
        context.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"chain {contracts.ChainId} at {chain.Node}; all this is in {context.Home.ChainFile}"));
        context.Screen.Line($"Roles are accounts of the public mnemonic “{DevelopmentAccounts.Mnemonic}”: what is on this chain is worth nothing.");
    }

    private static string Amount(string units) => AmountText.Of(Tokens.Parse(units));
}
