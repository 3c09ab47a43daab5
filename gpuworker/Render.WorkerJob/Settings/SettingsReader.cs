using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Tracing.Ilgpu.Devices;
using Render.Worker.Identity;

namespace Render.WorkerJob.Settings;

/// <summary>Reads the environment. Says everything that is wrong at once, so that a deployment is corrected in one go.</summary>
/// <param name="environment">Reads a variable; null or blank where it is unset.</param>
internal sealed class SettingsReader(Func<string, string?> environment)
{
    private const int MostSeconds = 7 * 86_400;
    private readonly Words words = new(environment);

    /// <summary>The settings; null where <paramref name="problems"/> says why there are none.</summary>
    public WorkerSettings? Read(out IReadOnlyList<SettingProblem> problems)
    {
        var wake = new WakeSourceReader(words).Read();
        var home = words.Required(Variables.Home, Folder);
        var settings = new WorkerSettings
        {
            Coordinator = words.Required(Variables.Coordinator, Address)!,
            Operator = words.Required(Variables.Operator, Owner),
            OperatorKey = words.Read(Variables.OperatorKey, OperatorKey.Parse, null),
            Home = home ?? "",
            Homes = words.Read(Variables.Homes, Parsing.Whole(1, 999), wake is null ? 1 : 32),
            Name = words.Read(Variables.Name, Label, Environment.MachineName),
            Region = words.Read(Variables.Region, Label, "local"),
            Jurisdiction = words.Read(Variables.Jurisdiction, Code, ""),
            Attestation = words.Read(Variables.Attestation, Statement, null),
            Threads = words.Read(Variables.Threads, Parsing.Whole(1, 1_024), Environment.ProcessorCount),
            Device = words.Read(Variables.Device, DeviceRequest.Parse, DeviceRequest.Auto),
            Share = words.Read(Variables.Share, Parsing.Share, 1),
            Ask = words.Read(Variables.Ask, Parsing.Amount, Tokens.Zero),
            Cache = words.Read(Variables.Cache, Folder, Path.Combine(home ?? "", "cache")),
            CacheBytes = (long)words.Read(Variables.CacheMegabytes, Parsing.Whole(16, 1 << 24), 8_192) << 20,
            MemoryBytes = words.Read(Variables.MemoryMegabytes, Parsing.Some(Parsing.Whole(64, 1 << 24)), null) is { } megabytes ? (long)megabytes << 20 : null,
            Wake = wake,
            WakeWait = words.Read(Variables.WakeWait, Parsing.Seconds(0, MostSeconds, "forever"), WorkerSettings.DefaultWakeWait),
            Idle = words.Read(Variables.Idle, Parsing.Seconds(1, MostSeconds, "never"), wake is null ? null : WorkerSettings.DefaultIdle),
            Grace = words.Read(Variables.Grace, Parsing.Seconds(1, 3_600, null), WorkerSettings.DefaultGrace)!.Value,
            JsonLog = words.Read(Variables.Log, Parsing.OneOf("text", "json"), "text") == "json",
            Health = HealthFile(words),
        };
        problems = words.Problems;
        return problems.Count == 0 ? settings : null;
    }

    /// <summary>The health file alone: all that <c>--health</c> needs.</summary>
    public static string HealthFile(Words words) =>
        words.Read(Variables.Health, Folder, Path.Combine(Path.GetTempPath(), "render-worker.health"));

    private static string Folder(string text) => Path.GetFullPath(text);

    private static string Label(string text) => text.Length <= WireLimits.NameLength
        ? text
        : throw new FormatException($"'{text}' is longer than {WireLimits.NameLength} characters.");

    private static string Code(string text) =>
        PlaceName.IsJurisdiction(text) ? text : throw new FormatException($"'{text}' is no jurisdiction. Write an ISO 3166 code of two capital letters, such as IE.");

    private static byte[]? Statement(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return PlaceStatement.TryDecode(bytes, out _) ? bytes : throw new FormatException($"{path} is no attestation. `render node attest` makes one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/" && url.UserInfo.Length == 0
            ? url
            : throw new FormatException($"'{text}' is no coordinator's address. Write https://host or http://host:port, without a path.");

    private static OperatorId Owner(string text) =>
        OperatorId.TryParse(text, out var id) || OperatorId.TryParse("op-" + text, out id)
            ? id
            : throw new FormatException($"'{text}' makes no operator's id. Write lower-case letters and digits: me.");
}
