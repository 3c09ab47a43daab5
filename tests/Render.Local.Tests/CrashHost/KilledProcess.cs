using System.Diagnostics;

namespace Render.Local.Tests.CrashHost;

/// <summary>One life of the crash host: it is killed the moment it has told enough.</summary>
public static class KilledProcess
{
    /// <summary>Runs a life and kills it after <paramref name="lines"/> acknowledgements.</summary>
    /// <returns>All it told, those between the decision and the kill included.</returns>
    public static async Task<IReadOnlyList<string>> Run(string folder, int life, int lines)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(KilledProcess).Assembly.Location, "crash", folder, life.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var told = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            told.Add(line);
            if (told.Count == lines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        Assert.True(told.Count >= lines, $"Life {life} ended by itself: {await errors}");

        // The last line may have been cut by the kill; what it tells was acknowledged, but cannot be read.
        told.RemoveAt(told.Count - 1);
        return told;
    }
}
