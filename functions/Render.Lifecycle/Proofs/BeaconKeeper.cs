using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// The coordinator's beacon. Where it stands follows from the ledger, so that a restart neither skips nor repeats a reveal; a chain that is
/// used up, or whose seed was lost, is followed by a new anchor.
/// </summary>
internal sealed class BeaconKeeper(ILedger ledger, IBeaconSeed seeds, LifecycleOptions options) : IDisposable
{
    private const int MostRecent = 4_096;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<Reveal> recent = [];
    private BeaconGenerator? generator;
    private int chain;
    private int revealed;

    /// <summary>The first reveal after a ledger sequence; appends one where there is none yet.</summary>
    /// <remarks>A receipt recorded before a crash may find that its reveal is in the ledger already; only that one may challenge it.</remarks>
    public async Task<Reveal> After(long sequence, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (generator is null)
                await Find(cancellationToken);
            if (await Existing(sequence, cancellationToken) is { } existing)
                return existing;
            // One that was appended before, and whose answer was lost, may be older than the receipt: that one may not challenge it.
            while (true)
                if (await Append(cancellationToken) is var reveal && reveal.Sequence > sequence)
                    return reveal;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task Find(CancellationToken cancellationToken)
    {
        while (await ledger.Find(AnchorKey(chain + 1), cancellationToken) is not null)
            chain++;
        var last = chain;
        var opened = await Open(cancellationToken);
        var before = await LastOf(last, cancellationToken);
        if (before > 0 && recent.Count == 0)
            recent.Add(Read((await ledger.Find(RevealKey(last, before), cancellationToken))!));
        (generator, revealed) = (opened, chain == last ? before : 0);
    }

    /// <summary>Number of the chain's last reveal, 0 for none: reveals have no gaps, so O(log n) look-ups find it.</summary>
    private async Task<int> LastOf(int number, CancellationToken cancellationToken)
    {
        var (low, high) = (0, BeaconChain.MaxLength);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (await ledger.Find(RevealKey(number, middle), cancellationToken) is null)
                high = middle - 1;
            else
                low = middle;
        }

        return low;
    }

    /// <summary>Takes up the chain, or the first one after it whose seed is here. Nothing is revealed of a chain before its anchor is in the ledger.</summary>
    private async Task<BeaconGenerator> Open(CancellationToken cancellationToken)
    {
        for (; ; chain++)
        {
            var seed = new Digest(await seeds.GetOrCreateAsync(chain, cancellationToken));
            var anchored = await ledger.Find(AnchorKey(chain), cancellationToken) is { } entry ? PayloadJson.Read<BeaconAnchored>(entry) : null;
            var opened = new BeaconGenerator(seed, anchored?.Length ?? options.BeaconLength);
            if (anchored?.Anchor == opened.Anchor)
                return opened;
            if (anchored is not null)
                continue;
            await ledger.Append(new BeaconAnchored(chain, opened.Anchor, opened.Length).ToDraft(), cancellationToken);
            return opened;
        }
    }

    private async Task<Reveal?> Existing(long sequence, CancellationToken cancellationToken)
    {
        if (recent.Count == 0 || recent[^1].Sequence <= sequence)
            return null;
        if (recent[0].Sequence <= sequence)
            return recent[FirstAfter(sequence)];
        // Older than what is held: from the chain that was open then, look forward.
        var at = chain;
        while (at > 0 && await ledger.Find(AnchorKey(at), cancellationToken) is { } anchor && anchor.Sequence > sequence)
            at--;
        for (; at <= chain; at++)
            if (await FirstIn(at, sequence, cancellationToken) is { } found)
                return found;
        return null;
    }

    private async Task<Reveal?> FirstIn(int number, long sequence, CancellationToken cancellationToken)
    {
        var (low, high) = (1, BeaconChain.MaxLength + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            // Beyond the last reveal counts as after.
            if (await ledger.Find(RevealKey(number, middle), cancellationToken) is { } entry && entry.Sequence <= sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return await ledger.Find(RevealKey(number, low), cancellationToken) is { } found ? Read(found) : null;
    }

    private int FirstAfter(long sequence)
    {
        var (low, high) = (0, recent.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (recent[middle].Sequence > sequence)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private async Task<Reveal> Append(CancellationToken cancellationToken)
    {
        if (revealed == generator!.Length)
        {
            // Until the next chain is anchored there is none: what fails here is begun again from the ledger.
            generator = null;
            chain++;
            generator = await Open(cancellationToken);
            revealed = 0;
        }

        var index = revealed + 1;
        var entry = await ledger.Append(new BeaconRevealed(chain, index, generator.Reveal(index)).ToDraft(), cancellationToken);
        revealed = index;
        var reveal = Read(entry);
        recent.Add(reveal);
        if (recent.Count > MostRecent)
            recent.RemoveRange(0, MostRecent / 2);
        return reveal;
    }

    private static Reveal Read(LedgerEntry entry) => new(entry.Sequence, PayloadJson.Read<BeaconRevealed>(entry).Element);

    private static string AnchorKey(int chain) => new BeaconAnchored(chain, default, 1).Key();

    private static string RevealKey(int chain, int index) => new BeaconRevealed(chain, index, default).Key();
}
