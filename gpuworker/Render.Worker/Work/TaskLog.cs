using System.Globalization;
using System.Text;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>The log of a rendered task: what a person needs to understand where a result came from. Its digest is in the receipt.</summary>
public static class TaskLog
{
    /// <summary>The text, UTF-8, at most <see cref="WireLimits.LogBytes"/> bytes: later notices are left out, and said to be.</summary>
    public static string Write(
        WorkAssignment work, HardwareFacts machine, EngineIdentity engine, EngineResult result, DateTimeOffset started, DateTimeOffset finished)
    {
        var rays = result.Blocks.Aggregate(0UL, (sum, block) => sum + block.Rays);
        var invalid = result.Blocks.Aggregate(0UL, (sum, block) => sum + block.Invalid);
        var log = new StringBuilder();
        Line(log, $"task      {work.Task.Id}");
        Line(log, $"lease     {work.Lease.Id} (fencing {work.Lease.Fencing})");
        Line(log, $"engine    {engine.Name} build {engine.Build} ({engine.Digest})");
        Line(log, $"machine   {machine.CpuModel}, {machine.Threads} of {machine.Cores} threads, {machine.OperatingSystem}, {machine.Architecture}, device class {engine.DeviceClass}{Device(engine)}");
        Line(log, $"package   {work.Task.Package}, {work.Files.Count} files, {work.Files.Sum(file => file.Bytes)} bytes");
        Line(log, $"settings  {work.Task.Settings}: {work.Settings.Size}, {work.Task.Id.Samples.Count} of {work.Settings.Samples} samples, {work.Settings.Bounces} bounces, seed {work.Settings.Seed}");
        Line(log, $"started   {started:O}");
        Line(log, $"scene     {result.LoadTime.TotalSeconds:F3} s to load and prepare");
        Line(log, $"trace     {result.TraceTime.TotalSeconds:F3} s, {rays} rays{Speed(rays, result.TraceTime)}");
        Line(log, $"blocks    {result.Blocks.Count}, invalid samples {invalid}");
        Line(log, $"finished  {finished:O}");
        var left = result.Notices.Count;
        foreach (var notice in result.Notices)
        {
            if (Encoding.UTF8.GetMaxByteCount(log.Length + notice.Length) > WireLimits.LogBytes - 1_000)
                break;
            Line(log, $"notice    {notice.ReplaceLineEndings(" ")}");
            left--;
        }

        if (left > 0)
            Line(log, $"notice    {left} more left out");
        return log.ToString();
    }

    private static string Device(EngineIdentity engine) => engine.Device is { } device ? $" ({device.Name})" : "";

    private static string Speed(ulong rays, TimeSpan time) =>
        time > TimeSpan.Zero ? FormattableString.Invariant($", {rays / time.TotalSeconds / 1e6:F2} million a second") : "";

    private static void Line(StringBuilder log, FormattableString text) => log.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
