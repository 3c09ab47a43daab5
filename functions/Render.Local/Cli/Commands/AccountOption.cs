using System.CommandLine;
using Render.Local.Cli.Values;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Local.Cli.Commands;

/// <summary><c>--creator ID</c> or <c>--operator ID</c>: whose tokens.</summary>
internal sealed class AccountOption
{
    private readonly Option<string?> _creator = new("--creator") { Description = "A creator's account. Default: this machine's creator.", HelpName = "ID" };
    private readonly Option<string?> _operator = new("--operator") { Description = "An operator's account, as `render node --operator` names it.", HelpName = "ID" };

    /// <summary>Adds both.</summary>
    public void AddTo(Command command)
    {
        command.Add(_creator);
        command.Add(_operator);
    }

    /// <summary>The account.</summary>
    /// <exception cref="CommandFailedException">Both are given, or one is no id.</exception>
    public string Read(CommandContext context) => (context.Words.GetValue(_creator), context.Words.GetValue(_operator)) switch
    {
        (not null, not null) => throw new CommandFailedException(ExitCode.Usage, "Give --creator or --operator, not both: each has an account of its own."),
        (null, null) => Accounts.Creator(FaucetAccount.Local),
        ({ } creator, null) => CreatorId.TryParse(creator, out var id)
            ? Accounts.Creator(id)
            : throw new CommandFailedException(ExitCode.Usage, "A creator's id is 1 to 64 characters of a–z and 0–9."),
        (null, { } name) => OperatorWord.TryParse(name, out var id)
            ? Accounts.Operator(id)
            : throw new CommandFailedException(ExitCode.Usage, "An operator's id is 1 to 60 characters of a–z and 0–9, with or without op- before them."),
    };
}
