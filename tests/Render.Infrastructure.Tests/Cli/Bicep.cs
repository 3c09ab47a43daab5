using System.Diagnostics;
using System.Text.Json.Nodes;
using Render.Infrastructure.Tests.Sources;

namespace Render.Infrastructure.Tests.Cli;

/// <summary>The Bicep compiler, on a copy of <c>infra</c>, so that nothing it writes lands in the repository.</summary>
internal static class Bicep
{
    private static readonly Lazy<string> Copy = new(CopyTemplates);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What the compiler says against any template; empty: nothing.</summary>
    public static async Task<string> Lint() => (await Run("lint", "--pattern", Within("infra/**/*.bicep"))).Said;

    /// <summary>A template's compiled form.</summary>
    public static async Task<JsonNode> Build(string template)
    {
        var (output, said) = await Run("build", Within(template), "--stdout");
        return output.Length > 0 ? JsonNode.Parse(output)! : throw new InvalidOperationException($"{template} does not compile: {said}");
    }

    /// <summary>All files as the formatter would have them, by their paths.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Formatted()
    {
        var folder = Directory.CreateTempSubdirectory("render-bicep-").FullName;
        try
        {
            CopyFolder(Repository.PathOf("infra"), Path.Combine(folder, "infra"));
            await Run("format", "--pattern", Path.Combine(folder, "infra/**/*.bicep*"));
            return Directory.EnumerateFiles(folder, "*.bicep*", SearchOption.AllDirectories)
                .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Every resource that a deployment with these variables would make, evaluated as far as can be without Azure.</summary>
    public static async Task<JsonNode> Snapshot(IReadOnlyDictionary<string, string> variables)
    {
        var parameters = Within("infra/main.bicepparam");
        var folder = Directory.CreateTempSubdirectory("render-bicep-").FullName;
        try
        {
            CopyFolder(Path.GetDirectoryName(parameters)!, folder);
            var file = Path.Combine(folder, "main.bicepparam");
            var (_, said) = await Run(
                variables, "snapshot", file, "--mode", "overwrite", "--location", "swedencentral", "--subscription-id", "00000000-0000-4000-8000-000000000001",
                "--tenant-id", "00000000-0000-4000-8000-000000000002");
            var snapshot = Path.ChangeExtension(file, ".snapshot.json");
            return File.Exists(snapshot)
                ? JsonNode.Parse(await File.ReadAllTextAsync(snapshot))!
                : throw new InvalidOperationException($"No snapshot: {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Within(string relative) => Path.Combine(Copy.Value, relative);

    private static Task<(string Output, string Said)> Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    private static async Task<(string Output, string Said)> Run(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable()) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (output, said) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (await output, (await said).Replace(Copy.Value, "", StringComparison.Ordinal).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"bicep {string.Join(' ', arguments)} did not end within {Patience}.");
        }
    }

    private static string Executable() => Path.GetFullPath(Repository.Said("Bicep").Replace('\\', Path.DirectorySeparatorChar));

    private static string CopyTemplates()
    {
        var folder = Directory.CreateTempSubdirectory("render-infra-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        CopyFolder(Repository.PathOf("infra"), Path.Combine(folder, "infra"));
        return folder;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
