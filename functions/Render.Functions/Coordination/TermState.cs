namespace Render.Functions.Coordination;

/// <summary>Whether a term has begun to serve.</summary>
internal sealed class TermState
{
    private volatile bool ready;

    /// <summary>Whether it has.</summary>
    public bool IsReady => ready;

    /// <summary>It has.</summary>
    public void Set() => ready = true;
}
