namespace Render.Lifecycle;

/// <summary>Whether memory was rebuilt. An activity that ran before would take jobs that are not read yet for finished ones.</summary>
internal sealed class Readiness
{
    private volatile bool ready;

    /// <summary>Memory is rebuilt.</summary>
    public void Recovered() => ready = true;

    /// <summary>Demands that memory is rebuilt.</summary>
    /// <exception cref="InvalidOperationException">It is not; the activity's retry comes later.</exception>
    public void Demand()
    {
        if (!ready)
            throw new InvalidOperationException("The coordinator is still recovering.");
    }
}
