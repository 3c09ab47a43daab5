namespace Render.Simulation.Disk;

/// <summary>Who holds what of a file: SQLite's five levels on the database (https://www.sqlite.org/lockingv3.html), and its eight slots in WAL mode (https://www.sqlite.org/walformat.html#locks).</summary>
internal sealed class FileLocks
{
    private const int Shared = 1;
    private const int Reserved = 2;
    private const int Exclusive = 4;
    private readonly Dictionary<nint, int> levels = [];
    private readonly Dictionary<nint, (byte Shared, byte Exclusive)> slots = [];

    /// <summary>Raises a connection's level; false where another stands in the way.</summary>
    public bool TryLock(nint holder, int level)
    {
        var others = levels.Where(held => held.Key != holder).Select(held => held.Value).DefaultIfEmpty(0).Max();
        var fits = level switch
        {
            Shared => others < Exclusive - 1,
            Exclusive => others == 0,
            _ => others < Reserved,
        };
        if (fits)
            levels[holder] = Math.Max(level, levels.GetValueOrDefault(holder));
        return fits;
    }

    /// <summary>Lowers a connection's level.</summary>
    public void Unlock(nint holder, int level)
    {
        if (level == 0)
            levels.Remove(holder);
        else
            levels[holder] = level;
    }

    /// <summary>Whether some connection is about to write.</summary>
    public bool IsReserved => levels.Values.Any(level => level >= Reserved);

    /// <summary>Takes slots; false where another stands in the way.</summary>
    public bool TryLockSlots(nint holder, int mask, bool exclusive)
    {
        foreach (var (other, held) in slots)
            if (other != holder && (mask & (exclusive ? held.Shared | held.Exclusive : held.Exclusive)) != 0)
                return false;
        var own = slots.GetValueOrDefault(holder);
        slots[holder] = exclusive ? (own.Shared, (byte)(own.Exclusive | mask)) : ((byte)(own.Shared | mask), own.Exclusive);
        return true;
    }

    /// <summary>Gives slots back.</summary>
    public void UnlockSlots(nint holder, int mask)
    {
        var own = slots.GetValueOrDefault(holder);
        slots[holder] = ((byte)(own.Shared & ~mask), (byte)(own.Exclusive & ~mask));
    }

    /// <summary>Forgets a connection.</summary>
    public void Leave(nint holder)
    {
        levels.Remove(holder);
        slots.Remove(holder);
    }
}
