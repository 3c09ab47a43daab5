using System.CommandLine;
using Render.Local.Cli.Values;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render faucet AMOUNT</c>.</summary>
internal static class FaucetCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var amount = new Argument<Tokens>("AMOUNT") { Description = $"How much, in {Tokens.Symbol}.", CustomParser = Parsers.Of(Parsers.Amount) };
        var creator = new Option<string>("--creator") { Description = "Who gets it.", HelpName = "ID", DefaultValueFactory = _ => FaucetAccount.Local.Value };
        var command = new TeachingCommand("faucet", "Get test tokens. Only a network on one machine has them.") { Examples = [("render faucet 1000", "for this machine's creator")] };
        command.Add(amount);
        command.Add(creator);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            if (!CreatorId.TryParse(context.Words.GetRequiredValue(creator), out var who))
                throw new CommandFailedException(ExitCode.Usage, "A creator's id is 1 to 64 characters of a–z and 0–9.");
            var message = new FaucetRequest(who, context.Words.GetValue(amount), Guid.NewGuid().ToString("N"));
            var account = await context.Connect().Post<FaucetRequest, AccountView>("/v1/faucet", message, cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(account, CommandJson.Options);
            else
                context.Screen.Line($"{account.Account} holds {AmountText.Change(account.Balance)}");
            return ExitCode.Success;
        });
    }
}
