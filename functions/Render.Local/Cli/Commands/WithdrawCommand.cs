using System.CommandLine;
using Render.Local.Cli.Values;
using Render.Network.Economics;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render withdraw AMOUNT --to ADDRESS</c>.</summary>
internal static class WithdrawCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var amount = new Argument<Tokens>("AMOUNT") { Description = $"How much, in {Tokens.Symbol}.", CustomParser = Parsers.Of(Parsers.Amount) };
        var to = new Option<string>("--to") { Description = "The wallet on the chain that gets it: 0x and 40 hexadecimal digits.", HelpName = "ADDRESS", Required = true };
        var key = new Option<string?>("--key") { Description = "Names this withdrawal: the same key pays once, however often it is sent, and tells how far it is.", HelpName = "TEXT" };
        var later = new Option<bool>("--no-wait") { Description = "Return once it is in the book; the chain follows by itself." };
        var account = new AccountOption();
        var command = new TeachingCommand("withdraw", "Send an account's tokens to a wallet on the chain, and wait until they are there for good.")
        {
            Examples = [("render withdraw 25 --operator attic --to 0xa0Ee7A142d267C1f36714E4a8F75612F20a79720", "what an operator has earned")],
        };
        command.Add(amount);
        command.Add(to);
        account.AddTo(command);
        command.Add(key);
        command.Add(later);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var name = context.Words.GetValue(key) ?? Guid.NewGuid().ToString("N");
            var message = new WithdrawalRequest(account.Read(context), context.Words.GetValue(amount), context.Words.GetRequiredValue(to), name);
            var network = context.Connect();
            var (withdrawal, told) = (default(WithdrawalView), default(string));
            while (true)
            {
                // Asked again it pays nothing more, and says how far it is.
                withdrawal = await network.Post<WithdrawalRequest, WithdrawalView>("/v1/withdrawals", message, cancellation);
                if (told is null)
                    context.Screen.Note($"{AmountText.Of(withdrawal.Amount)} from {withdrawal.Account} to {withdrawal.To}, ledger entry {withdrawal.Sequence}; interrupted, it goes on by itself, and `--key {name}` shows how far it is.");
                if (Sentence(withdrawal) is var now && now != told)
                    context.Screen.Note(told = now);
                if (context.Words.GetValue(later) || withdrawal.State == WithdrawalState.Final)
                    break;
                await Task.Delay(Look, context.Surroundings.Time, cancellation);
            }

            if (context.Screen.AsJson)
                context.Screen.Json(withdrawal, CommandJson.Options);
            else if (withdrawal.Transaction is { } transaction)
                context.Screen.Line(transaction);
            return ExitCode.Success;
        });
    }

    private static string Sentence(WithdrawalView withdrawal) => withdrawal.State switch
    {
        WithdrawalState.Booked => "In the book; the chain follows it in its order, and claims first what was earned.",
        WithdrawalState.Sent => $"Sent: {withdrawal.Transaction}",
        _ => "Final.",
    };
}
