using System.Globalization;
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
public sealed class FileCache(string folder, long maxBytes, IBlobSource source, TimeProvider clock)
{
    private const int CorruptTries = 3;
    private readonly string drafts = Path.Combine(folder, "incoming");

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
                    File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
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
        Directory.CreateDirectory(drafts);
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
        catch (CoordinatorRefusedException e)
        {
            throw new CacheException($"file {digest} is refused: {e.Detail}", e);
        }
        catch (InvalidDataException e)
        {
            throw new CacheException(e.Message, e);
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
        File.SetLastWriteTimeUtc(draft, clock.GetUtcNow().UtcDateTime);
        File.Move(draft, path, overwrite: true);
    }
}
