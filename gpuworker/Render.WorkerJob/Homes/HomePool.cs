using System.Globalization;
using Render.Worker.Work;

namespace Render.WorkerJob.Homes;

/// <summary>
/// Numbered homes in a folder that processes share, perhaps from several machines. A home is a node's identity, with its reputation and its
/// stake, so a process takes one that is there before a new one is made; and two must never hold the same, since a node that answers twice
/// for one lease loses its stake.
/// </summary>
/// <remarks>
/// On one machine the lock file decides, at once and also after a kill. Between machines it cannot be relied on, so the holder's note does: a
/// note of another machine that is younger than <see cref="HomeTimes.Stale"/> keeps the home, even where the lock is to be had.
/// </remarks>
/// <param name="folder">The shared folder.</param>
/// <param name="homes">Most homes, at least 1.</param>
/// <param name="kernel">What tells this machine's operating system from others.</param>
/// <param name="clock">Its wall clock judges notes.</param>
internal sealed class HomePool(string folder, int homes, string kernel, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Takes a home: one with unfinished or undelivered work first, else the first that is free. Waits for those that may become free.</summary>
    /// <exception cref="HomesTakenException">All are held.</exception>
    public async Task<HeldHome> Take(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var doubtful = false;
            foreach (var number in Numbers())
            {
                if (TryTake(number, ref doubtful) is { } home)
                    return home;
            }

            // What may be a dead process of another machine is known to be one once its note is stale.
            if (!doubtful || clock.GetElapsedTime(began) > HomeTimes.Stale + HomeTimes.Beat)
                throw new HomesTakenException(folder, homes);
            await Task.Delay(Look, clock, cancellationToken);
        }
    }

    /// <summary>The folder of a home.</summary>
    public string FolderOf(int number) => Path.Combine(folder, "nodes", number.ToString(CultureInfo.InvariantCulture));

    private IEnumerable<int> Numbers() =>
        Enumerable.Range(1, homes).OrderBy(number => UnfinishedWork.IsIn(FolderOf(number)) ? 0 : 1).ThenBy(number => number);

    private HeldHome? TryTake(int number, ref bool doubtful)
    {
        var home = FolderOf(number);
        if (HomeLock.TryTake(home) is not { } held)
            return null;
        var now = clock.GetUtcNow();
        var mine = new HolderNote(Guid.NewGuid(), kernel, now);
        if (HolderNote.Read(home, now) is { } before)
        {
            var dead = (held.Works && before.Kernel == kernel) || now - before.At > HomeTimes.Stale;
            if (!dead || !before.TryRemove(home))
            {
                doubtful = true;
                held.Dispose();
                return null;
            }
        }

        if (mine.TryCreate(home))
            return new HeldHome(home, number, held, mine, clock);
        doubtful = true;
        held.Dispose();
        return null;
    }
}
