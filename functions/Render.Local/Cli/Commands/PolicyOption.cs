using System.CommandLine;
using Render.Network.Governance;

namespace Render.Local.Cli.Commands;

/// <summary>The option that changes values of the policy that a network begins with.</summary>
internal sealed class PolicyOption
{
    private readonly Option<FileInfo?> _file = new("--policy")
    {
        Description = "A file of policy values that differ from the defaults, for a network's first start: { \"places.attestors\": [ { \"name\": \"registrar\", \"publicKey\": \"…\" } ] }. Later the ledger has the policy.",
        HelpName = "FILE",
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_file);

    /// <summary>The policy; null where nothing was said.</summary>
    /// <exception cref="CommandFailedException">The file cannot be read, a value is not allowed, or the network has its policy already.</exception>
    public Policy? Read(CommandContext context)
    {
        if (context.Words.GetValue(_file) is not { } file)
            return null;
        if (File.Exists(context.Home.Database))
            throw new CommandFailedException(ExitCode.BadInput, "This network has begun, and its ledger has its policy.", "Leave --policy out, or begin another network in another RENDER_HOME.");
        var (policy, errors) = PolicyFile.Read(file).Apply(Policy.Default);
        return policy ?? throw PolicyFile.NotAllowed(file, errors);
    }
}
