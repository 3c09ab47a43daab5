namespace Render.Simulation.Machine;

/// <summary>Something that will happen, unless it is cancelled before.</summary>
internal sealed class SimulatedEvent(Action happen)
{
    /// <summary>Whether it will not happen any more.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Takes it back.</summary>
    public void Cancel() => IsCancelled = true;

    internal void Happen() => happen();
}
