using System.Security.Cryptography;
using System.Text;

namespace Render.Simulation.Machine;

/// <summary>All that happened in a run, as one digest and, where asked for, as lines.</summary>
internal sealed class Trace : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Gets every line as it happens; null: nobody reads.</summary>
    public Action<string>? Reader { get; set; }

    /// <summary>Digest of the lines so far.</summary>
    public string Digest => Convert.ToHexStringLower(hash.GetCurrentHash())[..16];

    /// <summary>Notes that something happened.</summary>
    public void Note(TimeSpan now, string who, string what)
    {
        var line = FormattableString.Invariant($"{now.TotalSeconds,12:0.000000} {who,-14} {what}");
        hash.AppendData(Encoding.UTF8.GetBytes(line));
        Reader?.Invoke(line);
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
