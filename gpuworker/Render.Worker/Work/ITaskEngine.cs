namespace Render.Worker.Work;

/// <summary>Renders blocks of a task. The seam at which another engine, or an adversary of a test, takes the tracer's place.</summary>
public interface ITaskEngine
{
    /// <summary>What renders: part of every receipt.</summary>
    EngineIdentity Identity { get; }

    /// <summary>Renders the task's blocks.</summary>
    /// <param name="task">What.</param>
    /// <param name="progress">Told the done share, [0, 1], from any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TaskFailedException">It cannot be rendered here, and why.</exception>
    Task<EngineResult> Render(EngineTask task, IProgress<double> progress, CancellationToken cancellationToken);
}
