using Render.Network.Jobs;

namespace Render.WorkerJob.Settings;

/// <summary>Reads where wake-ups come from. No secret has a place there: queues are read with an identity, and only an emulator by a connection string.</summary>
/// <param name="words">The environment.</param>
internal sealed class WakeSourceReader(Words words)
{
    private const string EmulatorAccount = "devstoreaccount1";

    /// <summary>The source; null where none is named.</summary>
    public WakeSource? Read()
    {
        var queues = words.Read(Variables.WakeQueues, Parsing.List(Queue), []);
        var emulator = words.Read(Variables.WakeStorage, Emulator, null!);
        var pools = words.Read(Variables.WakePools, Parsing.List(Pool), WorkPools.All);
        var identity = words.Read(Variables.Identity, Parsing.Text, null!);
        if (queues.Count > 0 && emulator is not null)
            words.Complain(Variables.WakeStorage, "it is set beside RENDER_WAKE_QUEUES; set one of the two.");
        if (emulator is null && words.IsSet(Variables.WakePools) && !words.IsSet(Variables.WakeStorage))
            words.Complain(Variables.WakePools, "it is set without RENDER_WAKE_STORAGE; with RENDER_WAKE_QUEUES the addresses name the queues.");
        return queues.Count > 0 || emulator is not null ? new WakeSource(queues, identity, emulator, pools) : null;
    }

    private static Uri Queue(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.AbsolutePath.Trim('/').Length == 0)
            throw new FormatException($"'{text}' is no queue's address. Write https://account.queue.core.windows.net/work-economy.");
        // A signature in an address is a secret in the environment, where anybody who sees the deployment reads it.
        return url.Query.Length == 0
            ? url
            : throw new FormatException("an address carries a signature. Give the bare address; the managed identity opens it.");
    }

    private static string Emulator(string text) =>
        text == "UseDevelopmentStorage=true" || text.Contains($"AccountName={EmulatorAccount};", StringComparison.OrdinalIgnoreCase)
            ? text
            : throw new FormatException("it is not the emulator's. For queues in Azure set RENDER_WAKE_QUEUES, which needs no key.");

    private static string Pool(string text) => text.Length is >= 3 and <= 63 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        ? text
        : throw new FormatException($"'{text}' is no queue's name. Write 3 to 63 lower-case letters, digits and hyphens.");
}
