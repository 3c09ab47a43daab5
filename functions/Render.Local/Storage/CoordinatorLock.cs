using Render.Lifecycle;

namespace Render.Local.Storage;

/// <summary>The right to be the only coordinator on a data folder, held until disposed or until the process ends in any way.</summary>
/// <remarks>A file lock of the operating system, which a killed process cannot leave behind. Beside it lies a note that says who holds it, for people.</remarks>
public sealed class CoordinatorLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _note;
    private readonly TimeProvider _time;

    private CoordinatorLock(FileStream file, string note, TimeProvider time)
    {
        _file = file;
        _note = note;
        _time = time;
    }

    /// <summary>Takes the lock of a data folder, which is created where it is missing.</summary>
    /// <exception cref="CoordinatorRunningException">Another coordinator holds it.</exception>
    public static CoordinatorLock Acquire(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var note = Path.Combine(folder, "coordinator.json");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, "coordinator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "coordinator.lock")))
        {
            throw new CoordinatorRunningException(folder, ReadNote(note));
        }

        var held = new CoordinatorLock(file, note, time);
        held.Publish(url: null);
        return held;
    }

    /// <summary>The holder of a folder's lock as far as its note tells; null where there is none. The note may outlive a killed holder.</summary>
    public static CoordinatorHolder? ReadHolder(string folder) => ReadNote(Path.Combine(folder, "coordinator.json"));

    /// <summary>Notes under which address this coordinator serves.</summary>
    public void Publish(Uri? url)
    {
        var temporary = _note + ".new";
        File.WriteAllBytes(temporary, LifecycleJson.Write(new CoordinatorHolder(Environment.ProcessId, url, _time.GetUtcNow())));
        File.Move(temporary, _note, overwrite: true);
    }

    /// <summary>Gives the lock up.</summary>
    public void Dispose()
    {
        File.Delete(_note);
        _file.Dispose();
    }

    private static CoordinatorHolder? ReadNote(string note)
    {
        try
        {
            return LifecycleJson.Read<CoordinatorHolder>(File.ReadAllBytes(note));
        }
        catch (Exception error) when (error is IOException or System.Text.Json.JsonException or UnauthorizedAccessException)
        {
            // The note is for people; without it the refusal only says less.
            return null;
        }
    }
}
