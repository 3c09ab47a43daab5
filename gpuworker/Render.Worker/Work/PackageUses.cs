using Render.Network.Proof;

namespace Render.Worker.Work;

/// <summary>Which packages a node used last: the scheduler prefers a node that has the bytes already.</summary>
internal sealed class PackageUses
{
    private readonly Lock gate = new();
    private readonly LinkedList<Digest> recent = new();

    /// <summary>Packages, most recently used first.</summary>
    public IReadOnlyList<Digest> Recent
    {
        get
        {
            lock (gate)
                return [.. recent];
        }
    }

    /// <summary>The engine, its uses noted.</summary>
    public ITaskEngine Watch(ITaskEngine engine) => new Watched(this, engine);

    private void Note(Digest package)
    {
        lock (gate)
        {
            recent.Remove(package);
            recent.AddFirst(package);
            if (recent.Count > Network.Messages.WireLimits.HeartbeatPackages)
                recent.RemoveLast();
        }
    }

    private sealed class Watched(PackageUses uses, ITaskEngine inner) : ITaskEngine
    {
        public EngineIdentity Identity => inner.Identity;

        public async Task<EngineResult> Render(EngineTask task, IProgress<RenderedBlock> done, CancellationToken cancellationToken)
        {
            var result = await inner.Render(task, done, cancellationToken);
            uses.Note(task.Task.Package);
            return result;
        }
    }
}
