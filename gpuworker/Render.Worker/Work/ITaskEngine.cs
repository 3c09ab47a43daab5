namespace Render.Worker.Work;

/// <summary>Renders blocks of a task. The seam at which another engine, or an adversary of a test, takes the tracer's place.</summary>
public interface ITaskEngine
{
    /// <summary>What renders: part of every receipt.</summary>
    EngineIdentity Identity { get; }

    /// <summary>Renders the task's blocks.</summary>
    /// <param name="task">What.</param>
    /// <param name="done">Told each block once it is rendered, from any thread; one may be told again, with the same bytes.</param>
    /// <param name="cancellationToken">Stops at the next border between blocks: what is done by then was told, and need not be rendered again.</param>
    /// <exception cref="TaskFailedException">It cannot be rendered here, and why.</exception>
    Task<EngineResult> Render(EngineTask task, IProgress<RenderedBlock> done, CancellationToken cancellationToken);
}
