namespace Render.Network.Jobs;

/// <summary>
/// Names of engines in settings. An engine has two: its own, under which its bytes are the standard, and that of its statistical mode, under which any
/// device may run it. So the mode is part of the settings' digest, and nothing that is signed for the one counts for the other.
/// </summary>
public static class EngineNames
{
    /// <summary>The name under which an engine may run on devices whose bytes are their own.</summary>
    public static string Statistical(string engine) => engine + "-statistical";

    /// <summary>Whether a node that runs <paramref name="engine"/> may render what is asked of <paramref name="asked"/>: an exact engine is good enough for statistical jobs too.</summary>
    public static bool Serves(string engine, string asked) => engine == asked || Statistical(engine) == asked;
}
