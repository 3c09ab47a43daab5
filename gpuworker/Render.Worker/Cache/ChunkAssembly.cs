using System.Collections.Concurrent;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Client;

namespace Render.Worker.Cache;

/// <summary>
/// Puts one file together: from what its draft and other files of the cache have, then from other providers, several at once, and in the end from
/// the coordinator. Every chunk is verified before it is written. A provider that gives wrong bytes or none is asked no more for this file.
/// </summary>
internal sealed class ChunkAssembly(ChunkSources sources, ChunkDraft draft, LocalChunks local, INodeObserver? observer, TimeProvider clock)
{
    private const int AtOnce = 8;
    private const int CorruptTries = 3;

    private readonly ConcurrentDictionary<IChunkProvider, long> received = [];
    private readonly ConcurrentDictionary<IChunkProvider, bool> dropped = [];
    private int turn;

    /// <summary>Bytes that came from each provider and were right.</summary>
    public IReadOnlyDictionary<IChunkProvider, long> Received => received;

    /// <summary>Writes every chunk to the draft.</summary>
    /// <exception cref="InvalidDataException">The coordinator's chunks are not those of its list.</exception>
    /// <exception cref="CoordinatorRefusedException">It refuses.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        var missing = new List<IReadOnlyList<Chunk>>();
        foreach (var same in sources.List.Chunks.GroupBy(chunk => chunk.Digest))
            if (!await IsHere([.. same], cancellationToken))
                missing.Add([.. same]);
        await Parallel.ForEachAsync(
            missing, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (same, token) =>
            {
                var bytes = await Fetch(same[0], token);
                foreach (var chunk in same)
                    await draft.Write(chunk, bytes, token);
            });
    }

    /// <summary>Brings equal chunks to all their places where one of them, or the cache, has the bytes.</summary>
    private async Task<bool> IsHere(IReadOnlyList<Chunk> same, CancellationToken cancellationToken)
    {
        byte[]? bytes = null;
        var empty = new List<Chunk>();
        foreach (var chunk in same)
            if (await draft.Read(chunk, cancellationToken) is { } found)
                bytes = found;
            else
                empty.Add(chunk);
        if ((bytes ??= local.Get(same[0].Digest)) is null)
            return false;
        foreach (var chunk in empty)
            await draft.Write(chunk, bytes, cancellationToken);
        return true;
    }

    private async Task<byte[]> Fetch(Chunk chunk, CancellationToken cancellationToken)
    {
        while (NextOther() is { } other)
            try
            {
                var bytes = await other.Get(chunk, cancellationToken);
                if (IsRight(chunk, bytes, other))
                    return bytes;
                Drop(other, "it sent other bytes");
            }
            catch (ChunkUnavailableException e) when (e.IsBusy)
            {
                break;
            }
            catch (ChunkUnavailableException e)
            {
                Drop(other, e.Message);
            }

        return await FetchFromCoordinator(chunk, cancellationToken);
    }

    private async Task<byte[]> FetchFromCoordinator(Chunk chunk, CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule();
        for (var corrupt = 0; corrupt < CorruptTries;)
            try
            {
                var bytes = await sources.Coordinator.Get(chunk, cancellationToken);
                if (IsRight(chunk, bytes, sources.Coordinator))
                    return bytes;
                corrupt++;
            }
            catch (CoordinatorUnreachableException e)
            {
                await Task.Delay(e.RetryAfter ?? retry.Next(), clock, cancellationToken);
            }

        throw new InvalidDataException($"Chunk {chunk.Digest} arrived with other bytes {CorruptTries} times.");
    }

    private bool IsRight(Chunk chunk, byte[] bytes, IChunkProvider from)
    {
        if (bytes.Length != chunk.Length || Digest.Of(bytes) != chunk.Digest)
            return false;
        received.AddOrUpdate(from, bytes.Length, (_, sum) => sum + bytes.Length);
        return true;
    }

    /// <summary>They take turns, so that their lines add up.</summary>
    private IChunkProvider? NextOther()
    {
        var left = sources.Others.Where(other => !dropped.ContainsKey(other)).ToList();
        return left.Count == 0 ? null : left[(int)((uint)Interlocked.Increment(ref turn) % left.Count)];
    }

    private void Drop(IChunkProvider other, string why)
    {
        if (dropped.TryAdd(other, true))
            observer?.On(new ProviderDropped(other.Name, why));
    }
}
