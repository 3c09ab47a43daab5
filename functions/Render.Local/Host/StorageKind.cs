namespace Render.Local.Host;

/// <summary>Where a coordinator of one machine keeps blobs and passes wake-ups on. State, ledger and workflows are in SQLite either way.</summary>
public enum StorageKind
{
    /// <summary>Blobs as files, wake-ups within the process.</summary>
    Files,

    /// <summary>Both through Azure's own libraries, in its emulator, which is started and ended with the coordinator.</summary>
    Azurite,
}
