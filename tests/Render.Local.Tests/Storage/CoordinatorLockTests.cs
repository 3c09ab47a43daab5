using Render.Local.Storage;

namespace Render.Local.Tests.Storage;

public sealed class CoordinatorLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Acquire_WhileHeld_NamesTheHolder()
    {
        using var held = CoordinatorLock.Acquire(_folder.Path, TimeProvider.System);
        held.Publish(new Uri("http://127.0.0.1:7700/"));
        var error = Assert.Throws<CoordinatorRunningException>(() => CoordinatorLock.Acquire(_folder.Path, TimeProvider.System));
        Assert.Equal(Environment.ProcessId, error.Holder!.ProcessId);
        Assert.Contains("http://127.0.0.1:7700/", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Holder, CoordinatorLock.ReadHolder(_folder.Path));
    }

    [Fact]
    public void Acquire_AfterRelease_Works()
    {
        CoordinatorLock.Acquire(_folder.Path, TimeProvider.System).Dispose();
        Assert.Null(CoordinatorLock.ReadHolder(_folder.Path));
        CoordinatorLock.Acquire(_folder.Path, TimeProvider.System).Dispose();
    }

    [Fact]
    public void Acquire_NoteOfAKilledHolder_IsNoObstacle()
    {
        File.WriteAllText(_folder["coordinator.lock"], "");
        File.WriteAllText(_folder["coordinator.json"], """{"processId":1,"since":"2020-01-01T00:00:00Z"}""");
        CoordinatorLock.Acquire(_folder.Path, TimeProvider.System).Dispose();
    }

    [Fact]
    public void Acquire_OtherFolder_IsFree()
    {
        using var held = CoordinatorLock.Acquire(_folder["a"], TimeProvider.System);
        using var other = CoordinatorLock.Acquire(_folder["b"], TimeProvider.System);
    }
}
