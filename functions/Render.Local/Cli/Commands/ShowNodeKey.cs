using System.CommandLine;
using Render.Worker.Identity;

namespace Render.Local.Cli.Commands;

/// <summary><c>render node key</c>.</summary>
internal static class ShowNodeKey
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var name = new Option<string>("--name") { Description = "The node's name. Default: this machine's.", HelpName = "NAME", DefaultValueFactory = _ => Environment.MachineName };
        var command = new TeachingCommand("key", "Show the key of a node of this machine, by which an attestor names it. Makes the key where the node never ran.")
        {
            Examples = [("render node key --name attic-1", "the digest that `render node attest` asks for")],
        };
        command.Add(name);
        return command.Reporting().Runs(surroundings, (context, _) =>
        {
            context.Home.Create();
            var folder = context.Home.Node(NodeCommand.FolderOf(context.Words.GetValue(name)!));
            try
            {
                using var identity = NodeIdentity.LoadOrCreate(folder);
                if (context.Screen.AsJson)
                    context.Screen.Json(new Shown(identity.Id.Value, identity.KeyDigest.ToString(), identity.PublicKey), CommandJson.Options);
                else
                    context.Screen.Line($"{identity.Id}  key {identity.KeyDigest}");
            }
            catch (NodeKeyException e)
            {
                throw new CommandFailedException(ExitCode.BadInput, e.Message, e.Fix, e);
            }

            return Task.FromResult(ExitCode.Success);
        });
    }

    private sealed record Shown(string Node, string Key, byte[] PublicKey);
}
