using Render.Network.Proof;

namespace Render.Worker.Tracer;

/// <summary>Prepared scenes by package, within a bound of memory; the least recently used go first. Safe from any thread: one loads at a time.</summary>
/// <param name="maxBytes">Bound on memory, bytes; a larger scene is kept alone.</param>
#pragma warning disable CA1001 // The semaphore never makes a wait handle: nothing to dispose.
public sealed class SceneShelf(long maxBytes)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly List<(Digest Package, LoadedScene Scene)> scenes = [];

    /// <summary>The scene of a package.</summary>
    /// <param name="package">Which.</param>
    /// <param name="load">Loads it when it is not held; what it throws, this throws.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LoadedScene> Get(Digest package, Func<Digest, CancellationToken, Task<LoadedScene>> load, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var at = scenes.FindIndex(entry => entry.Package == package);
            var scene = at < 0 ? await load(package, cancellationToken) : scenes[at].Scene;
            if (at >= 0)
                scenes.RemoveAt(at);
            while (scenes.Count > 0 && scenes.Sum(entry => entry.Scene.MemoryBytes) + scene.MemoryBytes > maxBytes)
                scenes.RemoveAt(0);
            scenes.Add((package, scene));
            return scene;
        }
        finally
        {
            gate.Release();
        }
    }
}
