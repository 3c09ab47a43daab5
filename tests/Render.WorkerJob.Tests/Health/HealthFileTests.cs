using Microsoft.Extensions.Time.Testing;
using Render.WorkerJob.Health;

namespace Render.WorkerJob.Tests.Health;

public sealed class HealthFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private string File => folder["deep/worker.health"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Fault_NoFile_IsToldAsNoWorker() => Assert.Contains("no worker", HealthFile.Fault(File, clock), StringComparison.Ordinal);

    [Fact]
    public async Task Fault_WorkerLives_IsNone()
    {
        await using var health = HealthFile.Start(File, clock);
        for (var i = 0; i < 20; i++)
        {
            clock.Advance(HealthFile.Beat);
            // The beat is written by another thread; until then the file is as old as one beat.
            for (var look = 0; look < 10_000 && !System.IO.File.ReadAllText(File).Contains($"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}", StringComparison.Ordinal); look++)
                await Task.Delay(1);
            Assert.Null(HealthFile.Fault(File, clock));
        }
    }

    [Fact]
    public async Task Fault_WorkerHangs_TellsForHowLong()
    {
        await using var health = HealthFile.Start(File, clock);
        var later = new FakeTimeProvider(clock.GetUtcNow() + TimeSpan.FromSeconds(45));

        Assert.Contains("45 s ago", HealthFile.Fault(File, later), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_WorkerEnded_IsToldAsNoWorker()
    {
        await using (HealthFile.Start(File, clock))
            Assert.Null(HealthFile.Fault(File, clock));

        Assert.Contains("no worker", HealthFile.Fault(File, clock), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_FileTorn_IsToldAsNoWorker()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, "\"2026-");

        Assert.Contains("no worker", HealthFile.Fault(File, clock), StringComparison.Ordinal);
    }
}
