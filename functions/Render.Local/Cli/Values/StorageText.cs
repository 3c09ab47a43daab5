using Render.Local.Host;

namespace Render.Local.Cli.Values;

/// <summary>Storages as written on the command line: <c>files</c> or <c>azurite</c>.</summary>
internal static class StorageText
{
    /// <summary>Reads a storage's name.</summary>
    /// <exception cref="FormatException">It is none; the message names them.</exception>
    public static StorageKind Parse(string text) => text switch
    {
        "files" => StorageKind.Files,
        "azurite" => StorageKind.Azurite,
        _ => throw new FormatException($"'{text}' is no storage. Write files, or azurite for the Azure Storage emulator."),
    };

    /// <summary>The same name.</summary>
    public static string Format(StorageKind storage) => storage switch
    {
        StorageKind.Files => "files",
        StorageKind.Azurite => "azurite",
        _ => throw new ArgumentOutOfRangeException(nameof(storage)),
    };
}
