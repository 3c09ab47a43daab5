namespace Render.WorkerJob.Settings;

/// <summary>A variable that is missing or wrong.</summary>
/// <param name="Variable">Which.</param>
/// <param name="Problem">What is wrong with it, and how it is written.</param>
internal sealed record SettingProblem(Variable Variable, string Problem)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Variable.Name}: {Problem}";
}
