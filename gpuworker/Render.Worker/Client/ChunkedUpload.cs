using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker.Client;

/// <summary>
/// Brings a scene file to the coordinator: only chunks that it lacks, several at once, each tried again while nobody answers. An upload that broke off
/// is begun again by the same call, and sends what is still missing.
/// </summary>
/// <param name="network">The coordinator.</param>
/// <param name="clock">Waits between tries.</param>
public sealed class ChunkedUpload(AdminClient network, TimeProvider clock)
{
    private const int AtOnce = 4;
    private const int Tries = 8;
    private const int Rounds = 3;

    /// <summary>Uploads a file; one of a single chunk goes whole, in one request.</summary>
    /// <param name="name">The file's name, whose ending says what it is.</param>
    /// <param name="file">The file; read from its beginning.</param>
    /// <param name="progress">Told how far it is, from any thread; null: nobody.</param>
    /// <param name="cancellationToken">Gives up; what was sent stays sent.</param>
    /// <exception cref="CoordinatorRefusedException">It refuses the scene, or a chunk, as when the file is written to meanwhile.</exception>
    /// <exception cref="CoordinatorUnreachableException">It does not answer.</exception>
    public async Task<PackageStored> Run(string name, FileStream file, IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (file.Length <= ChunkSizes.Largest)
            return await network.Upload(name, file, progress: null, cancellationToken);
        var list = await Cut(file, cancellationToken);
        for (var round = 1; ; round++)
        {
            if (await Missing(list, cancellationToken) is not { } missing)
            {
                // A coordinator that knows no chunks.
                file.Position = 0;
                return await network.Upload(name, file, progress: null, cancellationToken);
            }

            await Send(file, list, missing, progress, cancellationToken);
            try
            {
                return await network.Upload(name, list, cancellationToken);
            }
            catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.ChunksMissing && round < Rounds)
            {
                // Lost between question and list: asked for again.
            }
        }
    }

    private static async Task<ChunkList> Cut(FileStream file, CancellationToken cancellationToken)
    {
        using var builder = new ChunkListBuilder();
        var buffer = new byte[ChunkSizes.Largest];
        file.Position = 0;
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
            builder.Append(buffer.AsSpan(0, read));
        return builder.Finish();
    }

    private async Task<HashSet<Digest>?> Missing(ChunkList list, CancellationToken cancellationToken)
    {
        var missing = new HashSet<Digest>();
        foreach (var chunks in list.Chunks.Select(chunk => chunk.Digest).Distinct().Chunk(WireLimits.ChunksAtOnce))
            try
            {
                missing.UnionWith((await Insist(() => network.Post<FindMissing, MissingChunks>("/v1/blobs/missing", new FindMissing(chunks), cancellationToken), cancellationToken)).Missing);
            }
            catch (CoordinatorRefusedException e) when (e.Status is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.MethodNotAllowed)
            {
                return null;
            }

        return missing;
    }

    private async Task Send(FileStream file, ChunkList list, HashSet<Digest> missing, IProgress<UploadProgress>? progress, CancellationToken cancellationToken)
    {
        var there = list.Chunks.Where(chunk => !missing.Contains(chunk.Digest)).Sum(chunk => (long)chunk.Length);
        var before = there;
        progress?.Report(new UploadProgress(list.Length, there, before));
        await Parallel.ForEachAsync(
            list.Chunks.Where(chunk => missing.Contains(chunk.Digest)).GroupBy(chunk => chunk.Digest),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (same, token) =>
            {
                var chunk = same.First();
                var bytes = new byte[chunk.Length];
                // What is read short is refused by its digest: the file is written to meanwhile.
                var read = await RandomAccess.ReadAsync(file.SafeFileHandle, bytes, chunk.Offset, token);
                await Insist(
                    async () =>
                    {
                        await network.PutChunk(chunk.Digest, bytes.AsMemory(0, read), token);
                        return true;
                    },
                    token);
                progress?.Report(new UploadProgress(list.Length, Interlocked.Add(ref there, same.Sum(one => (long)one.Length)), before));
            });
    }

    private async Task<T> Insist<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule();
        while (true)
            try
            {
                return await send();
            }
            catch (CoordinatorUnreachableException e) when (retry.Failures < Tries)
            {
                await Task.Delay(e.RetryAfter ?? retry.Next(), clock, cancellationToken);
            }
    }
}
