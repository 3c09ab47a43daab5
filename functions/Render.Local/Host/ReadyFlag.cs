namespace Render.Local.Host;

/// <summary>Whether the host finished starting; set once, read from any thread.</summary>
internal sealed class ReadyFlag
{
    private volatile bool _set;

    /// <summary>Whether it was set.</summary>
    public bool IsSet => _set;

    /// <summary>Sets it.</summary>
    public void Set() => _set = true;
}
