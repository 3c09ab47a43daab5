namespace Render.Lifecycle.Telemetry;

/// <summary>Names of attributes, the same on spans and measurements.</summary>
internal static class Tags
{
    public const string Job = "render.job";
    public const string Task = "render.task";
    public const string Node = "render.node";
    public const string Tier = "render.tier";
    public const string Work = "render.work";
    public const string Frame = "render.frame";
    public const string Decision = "render.decision";
    public const string Reason = "render.reason";
    public const string Error = "error.type";
}
