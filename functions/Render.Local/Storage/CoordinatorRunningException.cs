using System.Globalization;

namespace Render.Local.Storage;

/// <summary>A coordinator runs on this data folder already; two would spoil each other's books.</summary>
/// <param name="folder">The folder.</param>
/// <param name="holder">Who holds it; null where its note could not be read.</param>
public sealed class CoordinatorRunningException(string folder, CoordinatorHolder? holder)
    : Exception(string.Create(
        CultureInfo.InvariantCulture,
        $"A coordinator already runs on {folder}: process {holder?.ProcessId.ToString(CultureInfo.InvariantCulture) ?? "unknown"}{(holder?.Url is { } url ? $" at {url}" : "")}. Use that one, stop it, or choose another data folder."))
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Who holds it; null where its note could not be read.</summary>
    public CoordinatorHolder? Holder { get; } = holder;
}
