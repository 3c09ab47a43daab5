using Microsoft.Extensions.Time.Testing;
using Render.WorkerJob.Homes;

namespace Render.WorkerJob.Tests.Homes;

public sealed class HomePoolTests : IDisposable
{
    private const string Here = "this kernel";
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Take_Nothing_GivesTheFirst()
    {
        await using var home = await Pool().Take(default);

        Assert.Equal(1, home.Number);
        Assert.True(Directory.Exists(home.Folder));
    }

    [Fact]
    public async Task Take_FirstHeld_GivesTheNext()
    {
        await using var first = await Pool().Take(default);
        await using var second = await Pool().Take(default);

        Assert.Equal((1, 2), (first.Number, second.Number));
    }

    [Fact]
    public async Task Take_LetGo_GivesTheSameAgain()
    {
        for (var i = 0; i < 3; i++)
            await using (var home = await Pool().Take(default))
                Assert.Equal(1, home.Number);
    }

    [Fact]
    public async Task Take_AllHeld_SaysSo()
    {
        await using var first = await Pool(1).Take(default);

        var refused = await Assert.ThrowsAsync<HomesTakenException>(() => Pool(1).Take(default));

        Assert.Contains("1 nodes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_ManyAtOnce_GivesEachAnother()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Pool(12).Take(default))));

        Assert.Equal(Enumerable.Range(1, 12), taken.Select(home => home.Number).Order());
        foreach (var home in taken)
            await home.DisposeAsync();
    }

    [Theory]
    [InlineData("work")]
    [InlineData("outbox")]
    public async Task Take_UnfinishedWorkInALaterHome_GivesThatFirst(string left)
    {
        Directory.CreateDirectory(Path.Combine(Pool().FolderOf(3), left, "something"));

        await using var home = await Pool().Take(default);

        Assert.Equal(3, home.Number);
    }

    [Fact]
    public async Task Take_HolderKilledOnThisMachine_GivesItsHomeAtOnce()
    {
        // A kill frees the lock and leaves the note.
        Leave(1, Here, clock.GetUtcNow());

        await using var home = await Pool().Take(default);

        Assert.Equal(1, home.Number);
    }

    [Fact]
    public async Task Take_HolderOnAnotherMachine_GivesTheNextThoughTheLockIsFree()
    {
        Leave(1, "another kernel", clock.GetUtcNow());

        await using var home = await Pool().Take(default);

        Assert.Equal(2, home.Number);
    }

    [Fact]
    public async Task Take_HolderOnAnotherMachineSilent_GivesItsHome()
    {
        Leave(1, "another kernel", clock.GetUtcNow() - HomeTimes.Stale - TimeSpan.FromSeconds(1));

        await using var home = await Pool().Take(default);

        Assert.Equal(1, home.Number);
    }

    [Fact]
    public async Task Take_OnlyDoubtfulHomes_WaitsUntilTheirHoldersAreSilentForLong()
    {
        Leave(1, "another kernel", clock.GetUtcNow());
        var began = clock.GetUtcNow();

        var taking = Pool(1).Take(default);
        await Advance(taking);

        await using var home = await taking;
        Assert.InRange(clock.GetUtcNow() - began, HomeTimes.Stale, HomeTimes.Stale + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Take_OnlyHomesOfLivingHoldersElsewhere_GivesUp()
    {
        var taking = Pool(1).Take(default);
        await using var home = await taking;
        var elsewhere = new HomePool(folder.Path, 1, "another kernel", clock);
        // As on a share whose lock keeps nobody out, the other machine's process gets the lock file.
        File.Delete(Path.Combine(home.Folder, "home.lock"));

        var refused = elsewhere.Take(default);
        await Advance(refused);

        await Assert.ThrowsAsync<HomesTakenException>(() => refused);
        Assert.False(home.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Note_SeveralFindItStaleWithoutALock_OneAtMostReplacesIt()
    {
        var replaced = 0;
        for (var round = 0; round < 50; round++)
        {
            Leave(1, "a dead kernel", clock.GetUtcNow() - HomeTimes.Stale - TimeSpan.FromSeconds(1));
            var (home, stale) = (Pool().FolderOf(1), HolderNote.Read(Pool().FolderOf(1), clock.GetUtcNow())!);
            using var together = new Barrier(4);
            var takers = Enumerable.Range(0, 4).Select(machine => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return stale.TryRemove(home) && new HolderNote(Guid.NewGuid(), $"kernel {machine}", clock.GetUtcNow()).TryCreate(home);
                },
                TaskCreationOptions.LongRunning));

            var winners = (await Task.WhenAll(takers)).Count(won => won);

            Assert.InRange(winners, 0, 1);
            replaced += winners;
        }

        Assert.True(replaced > 0);
    }

    [Fact]
    public async Task Held_NoteOfAnotherAppears_HomeIsLost()
    {
        await using var home = await Pool().Take(default);
        Leave(1, "another kernel", clock.GetUtcNow());

        await Until(TimeSpan.FromMinutes(1), home.Lost);

        Assert.Equal("another kernel", HolderNote.Read(home.Folder, clock.GetUtcNow())!.Kernel);
    }

    [Fact]
    public async Task Held_ProcessSuspendedForLong_HomeIsLost()
    {
        await using var home = await Pool().Take(default);

        // One leap, in which no beat could be made: others may have judged it dead.
        clock.Advance(HomeTimes.Resign + HomeTimes.Beat);

        await Until(TimeSpan.FromSeconds(1), home.Lost);
    }

    [Fact]
    public async Task Held_FolderCannotBeWritten_ResignsBeforeAnybodyTakesIt()
    {
        var home = await Pool().Take(default);
        var began = clock.GetUtcNow();
        Directory.Delete(home.Folder, recursive: true);

        await Until(HomeTimes.Stale, home.Lost);

        Assert.True(clock.GetUtcNow() - began < HomeTimes.Stale);
        await home.DisposeAsync();
    }

    [Fact]
    public async Task Held_ForMinutes_StaysHeld()
    {
        await using var home = await Pool().Take(default);
        for (var i = 0; i < 9; i++)
        {
            var before = HolderNote.Read(home.Folder, clock.GetUtcNow())!.At;
            clock.Advance(HomeTimes.Beat);
            for (var look = 0; look < 2_000 && HolderNote.Read(home.Folder, clock.GetUtcNow())!.At == before; look++)
                await Task.Delay(1);
        }

        Assert.False(home.Lost.IsCancellationRequested);
        Assert.Equal(clock.GetUtcNow(), HolderNote.Read(home.Folder, clock.GetUtcNow())!.At);
    }

    [Fact]
    public async Task Note_TornByAPowerLoss_KeepsTheHomeUntilItIsOld()
    {
        var torn = Pool().FolderOf(1);
        Directory.CreateDirectory(torn);
        File.WriteAllText(Path.Combine(torn, "holder.json"), "{ \"Hol");
        File.SetLastWriteTimeUtc(Path.Combine(torn, "holder.json"), clock.GetUtcNow().UtcDateTime);

        await using (var home = await Pool().Take(default))
            Assert.Equal(2, home.Number);
        clock.Advance(HomeTimes.Stale + TimeSpan.FromSeconds(1));
        await using (var home = await Pool().Take(default))
            Assert.Equal(1, home.Number);
    }

    private HomePool Pool(int homes = 8) => new(folder.Path, homes, Here, clock);

    /// <summary>What a process leaves that did not end in order.</summary>
    private void Leave(int number, string kernel, DateTimeOffset at)
    {
        var home = Pool().FolderOf(number);
        Directory.CreateDirectory(home);
        new HolderNote(Guid.NewGuid(), kernel, at).Replace(home);
    }

    private async Task Advance(Task task)
    {
        for (var i = 0; i < 1_000 && !task.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(task, Task.Delay(5));
        }
    }

    private async Task Until(TimeSpan atMost, CancellationToken lost)
    {
        for (var passed = TimeSpan.Zero; passed < atMost && !lost.IsCancellationRequested; passed += TimeSpan.FromMilliseconds(500))
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(5, CancellationToken.None);
        }

        Assert.True(lost.IsCancellationRequested);
    }
}
