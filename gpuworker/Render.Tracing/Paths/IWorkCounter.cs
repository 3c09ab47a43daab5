namespace Render.Tracing.Paths;

/// <summary>Counts what tracing does; a type parameter, so that counting nothing costs nothing.</summary>
public interface IWorkCounter
{
    /// <summary>A BVH node's children were tested.</summary>
    void NodeVisited();

    /// <summary>A leaf's triangles were tested (a packet of up to eight counts its width).</summary>
    void TrianglesTested();

    /// <summary>A surface was shaded.</summary>
    void Shaded();
}

/// <summary>Counts nothing.</summary>
public readonly struct NoCounter : IWorkCounter
{
    /// <inheritdoc/>
    public void NodeVisited()
    {
    }

    /// <inheritdoc/>
    public void TrianglesTested()
    {
    }

    /// <inheritdoc/>
    public void Shaded()
    {
    }
}

/// <summary>Counts for pricing: the same scene and settings always give the same counts.</summary>
public struct PilotCounter : IWorkCounter
{
    /// <summary>BVH nodes whose children were tested.</summary>
    public ulong NodeVisits;

    /// <summary>Triangle tests: eight a leaf.</summary>
    public ulong TriangleTests;

    /// <summary>Surfaces shaded.</summary>
    public ulong ShadingEvents;

    /// <inheritdoc/>
    public void NodeVisited() => NodeVisits++;

    /// <inheritdoc/>
    public void TrianglesTested() => TriangleTests += Acceleration.TrianglePacket.Width;

    /// <inheritdoc/>
    public void Shaded() => ShadingEvents++;
}
