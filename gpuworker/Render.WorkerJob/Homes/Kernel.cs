namespace Render.WorkerJob.Homes;

/// <summary>What tells one running operating system from another: containers on one machine share it.</summary>
internal static class Kernel
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>This one's.</summary>
    public static string Name { get; } = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : Environment.MachineName;
}
