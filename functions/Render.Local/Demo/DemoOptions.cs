using Render.Local.Host;
using Render.Network.Jobs;

namespace Render.Local.Demo;

/// <summary>What the demo renders and with how many nodes.</summary>
/// <param name="Scene">The scene's file.</param>
/// <param name="Frames">How many frames, from the first, at least 1.</param>
/// <param name="Size">Pixels of a frame.</param>
/// <param name="Samples">Samples a pixel.</param>
/// <param name="Nodes">Node processes, at least 3: the last one cheats, the one before it is killed.</param>
/// <param name="Out">Where results go; an absolute path.</param>
/// <param name="Seed">Keys the job's random numbers.</param>
/// <param name="Keep">Whether the state of an earlier demo stays, and this one's.</param>
/// <param name="Storage">Where the coordinator keeps blobs.</param>
/// <param name="Chain">Whether the money is on a chain, which the demo starts.</param>
internal sealed record DemoOptions(string Scene, int Frames, ImageSize Size, int Samples, int Nodes, string Out, uint Seed, bool Keep, StorageKind Storage, bool Chain)
{
    /// <summary>The demo's own home.</summary>
    public string State => Path.Combine(Out, ".state");
}
