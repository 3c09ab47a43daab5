using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Finds the node that a word names: its name, its id, or the beginning of it.</summary>
internal static class NodeFinder
{
    /// <summary>The one node that <paramref name="word"/> names.</summary>
    /// <exception cref="CommandFailedException">None, or more than one.</exception>
    public static async Task<NodeView> Find(AdminClient network, string word, CancellationToken cancellation)
    {
        var nodes = await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation);
        var found = nodes.Where(n => n.Id.Value == word || n.Name == word).ToList();
        if (found.Count == 0)
            found = [.. nodes.Where(n => n.Id.Value.StartsWith(word, StringComparison.Ordinal) || n.Id.Value.StartsWith("node-" + word, StringComparison.Ordinal))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailedException(ExitCode.Refused, $"There is no node '{word}'.", "`render nodes` lists them by name; `render nodes --json` shows their ids."),
            _ => throw new CommandFailedException(ExitCode.Refused, $"'{word}' names {found.Count} nodes: {string.Join(", ", found.Select(n => n.Id))}.", "Write the id."),
        };
    }
}
