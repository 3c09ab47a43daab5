using System.Reflection;

namespace Render.Local.Host;

/// <summary>This build's version.</summary>
internal static class BuildVersion
{
    /// <summary>As told by the API.</summary>
    public static string Text { get; } = typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1";
}
