using System.Globalization;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Client;

namespace Render.Worker.Cache;

/// <summary>
/// Files by content, on disk, within a bound; the least recently used go first. Several processes may share the folder: files appear
/// whole or not at all, and every read checks the bytes, so a corrupt or half-deleted file is fetched again and never used.
/// </summary>
/// <param name="folder">The cache's folder, made when missing.</param>
/// <param name="maxBytes">Bound on all files together, bytes. A single larger file passes through without being kept.</param>
/// <param name="source">Where missing files come from.</param>
/// <param name="clock">Times of use, and waits between tries.</param>
/// <param name="observer">Told how files come; null: nobody.</param>
public sealed class FileCache(string folder, long maxBytes, IBlobSource source, TimeProvider clock, INodeObserver? observer = null)
{
    private const int CorruptTries = 3;
    private static readonly TimeSpan DraftsLive = TimeSpan.FromDays(1);
    private readonly string drafts = Path.Combine(folder, "incoming");

    /// <summary>Opens a draft for reading and writing, alone; tests put a full disk here.</summary>
    internal Func<string, Stream> OpenDraft { get; init; } =
        path => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);

    /// <summary>The file's bytes, verified: from disk, else fetched. Waits out a coordinator that does not answer.</summary>
    /// <param name="digest">Its SHA-256.</param>
    /// <param name="maxBytes">Most bytes it may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CacheException">It cannot be had: refused, too long, or corrupt on every try.</exception>
    public async Task<byte[]> Read(Digest digest, long maxBytes, CancellationToken cancellationToken)
    {
        if (maxBytes is < 0 or > int.MaxValue)
            throw new CacheException(string.Create(CultureInfo.InvariantCulture, $"a file of {maxBytes} bytes is not accepted"));
        return await FromDisk(digest, maxBytes, cancellationToken) ?? await Fetch(digest, maxBytes, cancellationToken);
    }

    /// <summary>Where a file is kept.</summary>
    public string PathOf(Digest digest)
    {
        var name = digest.ToString();
        return Path.Combine(folder, name[..2], name);
    }

    private async Task<byte[]?> FromDisk(Digest digest, long most, CancellationToken cancellationToken)
    {
        var path = PathOf(digest);
        try
        {
            if (new FileInfo(path) is { Exists: true } file && file.Length <= most)
            {
                var content = await File.ReadAllBytesAsync(path, cancellationToken);
                if (Digest.Of(content) == digest)
                {
                    Touch(path);
                    if (File.Exists(LocalChunks.ListOf(path)))
                        Touch(LocalChunks.ListOf(path));
                    return content;
                }
            }

            File.Delete(path);
        }
        catch (IOException)
        {
            // Another process evicts or replaces it at this moment: fetching gives the same bytes.
        }

        return null;
    }

    private async Task<byte[]> Fetch(Digest digest, long most, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(drafts);
            RemoveOldDrafts();
            return await FromChunks(digest, most, cancellationToken) ?? await Whole(digest, most, cancellationToken);
        }
        catch (CoordinatorRefusedException e)
        {
            throw new CacheException($"file {digest} is refused: {e.Detail}", e);
        }
        catch (InvalidDataException e)
        {
            throw new CacheException(e.Message, e);
        }
        catch (IOException e)
        {
            throw new CacheException($"file {digest} cannot be kept in {folder}: {e.Message}", e);
        }
    }

    /// <summary>The file, put together; null where it travels whole, or its chunks did not make it.</summary>
    private async Task<byte[]?> FromChunks(Digest digest, long most, CancellationToken cancellationToken)
    {
        if (most <= ChunkSizes.Largest || await FindChunks(digest, most, cancellationToken) is not { } sources)
            return null;
        string path;
        byte[] content;
        bool whole;
        await using (var draft = ChunkDraft.Open(drafts, digest, OpenDraft))
        {
            path = draft.Path;
            var assembly = new ChunkAssembly(sources, draft, new LocalChunks(folder, sources.List), observer, clock);
            try
            {
                await assembly.Run(cancellationToken);
                content = await draft.ReadAll(sources.List.Length, cancellationToken);
            }
            catch (InvalidDataException)
            {
                content = [];
            }

            whole = Digest.Of(content) == digest;
            if (whole)
                await Tell(sources, assembly.Received, cancellationToken);
        }

        if (!whole)
        {
            // A list that lies is no better than none.
            File.Delete(path);
            return null;
        }

        if (content.Length > maxBytes)
            File.Delete(path);
        Keep(digest, path, content.Length);
        KeepList(sources.List);
        return content;
    }

    private async Task<ChunkSources?> FindChunks(Digest digest, long most, CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule();
        while (true)
            try
            {
                var found = await source.FindChunks(digest, most, cancellationToken);
                return found?.List.File == digest ? found : null;
            }
            catch (CoordinatorUnreachableException e)
            {
                await Task.Delay(e.RetryAfter ?? retry.Next(), clock, cancellationToken);
            }
    }

    private async Task Tell(ChunkSources sources, IReadOnlyDictionary<IChunkProvider, long> received, CancellationToken cancellationToken)
    {
        var others = received.Where(from => from.Key != sources.Coordinator).Sum(from => from.Value);
        observer?.On(new FileAssembled(sources.List.File, sources.List.Length, sources.List.Length - received.Values.Sum(), others));
        if (others > 0)
            await source.Received(sources, received, cancellationToken);
    }

    private async Task<byte[]> Whole(Digest digest, long most, CancellationToken cancellationToken)
    {
        var draft = Path.Combine(drafts, Guid.NewGuid().ToString("N"));
        try
        {
            for (var attempt = 1; attempt <= CorruptTries; attempt++)
            {
                await Download(digest, most, draft, cancellationToken);
                var content = await File.ReadAllBytesAsync(draft, cancellationToken);
                if (Digest.Of(content) == digest)
                {
                    Keep(digest, draft, content.Length);
                    return content;
                }

                File.Delete(draft);
            }
        }
        finally
        {
            File.Delete(draft);
        }

        throw new CacheException($"file {digest} arrived with other bytes {CorruptTries} times");
    }

    private async Task Download(Digest digest, long most, string draft, CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule();
        await using var stream = new FileStream(draft, FileMode.Create, FileAccess.Write);
        while (true)
        {
            try
            {
                await source.GetBlob(digest, stream, most, cancellationToken);
                return;
            }
            catch (CoordinatorUnreachableException e)
            {
                await Task.Delay(e.RetryAfter ?? retry.Next(), clock, cancellationToken);
            }
        }
    }

    private void Keep(Digest digest, string draft, long bytes)
    {
        if (bytes > maxBytes)
            return;
        CacheEviction.Run(folder, maxBytes - bytes);
        var path = PathOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Touch(draft);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Beside the file, so that the next one that shares chunks with it takes them from here.</summary>
    private void KeepList(ChunkList list)
    {
        if (list.Length > maxBytes)
            return;
        var draft = Path.Combine(drafts, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(draft, list.Encode());
        Touch(draft);
        File.Move(draft, LocalChunks.ListOf(PathOf(list.File)), overwrite: true);
    }

    private void Touch(string path) => File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);

    /// <summary>What killed nodes left and nobody took up.</summary>
    private void RemoveOldDrafts()
    {
        foreach (var draft in new DirectoryInfo(drafts).EnumerateFiles().Where(draft => draft.LastWriteTimeUtc < clock.GetUtcNow().UtcDateTime - DraftsLive))
            draft.Delete();
    }
}
