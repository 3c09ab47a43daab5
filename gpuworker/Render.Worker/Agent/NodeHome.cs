namespace Render.Worker.Agent;

/// <summary>A node's folder, held by one process at a time.</summary>
internal sealed class NodeHome : IDisposable
{
    private readonly FileStream held;

    private NodeHome(FileStream held) => this.held = held;

    /// <summary>Takes the folder, made when missing.</summary>
    /// <exception cref="NodeHomeInUseException">Another process has it.</exception>
    public static NodeHome Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new NodeHome(new FileStream(Path.Combine(folder, "node.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new NodeHomeInUseException(folder, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();
}
