using System.Globalization;
using Microsoft.DurableTask;

namespace Render.Functions.Durable;

/// <summary>A workflow's version as the platform compares it.</summary>
internal static class DurableVersion
{
    /// <summary>The version's number as text.</summary>
    public static TaskVersion Of(int version) => new(version.ToString(CultureInfo.InvariantCulture));
}
