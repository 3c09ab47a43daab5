namespace Render.Api.Health;

/// <summary>Whether the host finished starting; set once, read from any thread.</summary>
public sealed class ReadyFlag
{
    private volatile bool set;

    /// <summary>Whether it was set.</summary>
    public bool IsSet => set;

    /// <summary>Sets it.</summary>
    public void Set() => set = true;
}
