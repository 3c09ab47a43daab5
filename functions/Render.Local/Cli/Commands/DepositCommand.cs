using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render deposit</c>.</summary>
internal static class DepositCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var account = new AccountOption();
        var command = new TeachingCommand("deposit", "Show the address on the chain to which tokens are sent for an account. It stays the same, and what arrives there is credited once it is final.")
        {
            Examples = [("render deposit", "for this machine's creator"), ("render deposit --operator attic", "for the stakes of an operator's nodes")],
        };
        account.AddTo(command);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var message = new DepositRequest(account.Read(context));
            var deposit = await context.Connect().Post<DepositRequest, DepositView>("/v1/deposits", message, cancellation);
            if (context.Screen.AsJson)
            {
                context.Screen.Json(deposit, CommandJson.Options);
                return ExitCode.Success;
            }

            context.Screen.Line(deposit.Address);
            context.Screen.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"Tokens of {deposit.Token} on chain {deposit.ChainId}, and nothing else, sent there are credited to {deposit.Account}: {AmountText.Of(deposit.Least)} or more at a time, once {Blocks(deposit.Confirmations)}. `render ledger --accounts` shows the balance."));
            return ExitCode.Success;
        });
    }

    private static string Blocks(int confirmations) =>
        confirmations == 1 ? "a block holds the transfer" : string.Create(CultureInfo.InvariantCulture, $"the transfer is {confirmations} blocks deep");
}
