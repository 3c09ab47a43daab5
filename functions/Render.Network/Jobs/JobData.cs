namespace Render.Network.Jobs;

/// <summary>The kinds of data of a job that a creator can keep to places.</summary>
public enum JobData
{
    /// <summary>The scene package's bytes.</summary>
    Scene = 1,

    /// <summary>The pixels: sums of tasks and finished frames.</summary>
    Output,

    /// <summary>What nodes log while they render.</summary>
    Logs,
}
