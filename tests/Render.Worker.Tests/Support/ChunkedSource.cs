using System.Security.Cryptography;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Client;

namespace Render.Worker.Tests.Support;

/// <summary>A coordinator's files in chunks, and others that have them; any of them fails on demand.</summary>
internal sealed class ChunkedSource : IBlobSource
{
    private readonly Dictionary<Digest, byte[]> files = [];

    /// <summary>Lists that the coordinator gives in place of the right ones.</summary>
    public Dictionary<Digest, ChunkList> Lies { get; } = [];

    public List<ScriptedProvider> Others { get; } = [];

    public ScriptedProvider Coordinator { get; private set; } = null!;

    /// <summary>How often a file was fetched whole.</summary>
    public int Whole { get; private set; }

    public IReadOnlyDictionary<IChunkProvider, long>? Told { get; private set; }

    /// <summary>Called before the coordinator gives a chunk.</summary>
    public Func<Chunk, byte[]?> OnCoordinator { get; set; } = _ => null;

    /// <summary>Bytes without pattern.</summary>
    public static byte[] Bytes(int seed, int length)
    {
        using var aes = Aes.Create();
        aes.Key = Digest.OfText($"seed {seed}").ToArray();
        return aes.EncryptCbc(new byte[length], new byte[16])[..length];
    }

    public Digest Add(byte[] content)
    {
        var digest = Digest.Of(content);
        files[digest] = content;
        return digest;
    }

    /// <summary>Somebody who has all files and is scripted.</summary>
    public ScriptedProvider Other(string name, Func<Chunk, byte[]?> script)
    {
        var other = new ScriptedProvider(name, Find, script);
        Others.Add(other);
        return other;
    }

    public async Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        Whole++;
        await destination.WriteAsync(files[digest].AsMemory((int)destination.Length), cancellationToken);
    }

    public Task<ChunkSources?> FindChunks(Digest digest, long maxBytes, CancellationToken cancellationToken)
    {
        Coordinator = new ScriptedProvider("coordinator", Find, chunk => OnCoordinator(chunk));
        var list = Lies.GetValueOrDefault(digest) ?? ChunkList.Of(files[digest]);
        return Task.FromResult<ChunkSources?>(new ChunkSources(list, [.. Others], Coordinator));
    }

    public Task Received(ChunkSources sources, IReadOnlyDictionary<IChunkProvider, long> received, CancellationToken cancellationToken)
    {
        Told = received;
        return Task.CompletedTask;
    }

    private byte[] Find(Chunk chunk) => files.Values
        .SelectMany(file => ChunkList.Of(file).Chunks.Where(known => known.Digest == chunk.Digest).Select(known => file.AsSpan((int)known.Offset, known.Length).ToArray()))
        .FirstOrDefault() ?? new byte[chunk.Length];
}

/// <summary>Gives chunks as the test says.</summary>
internal sealed class ScriptedProvider(string name, Func<Chunk, byte[]> find, Func<Chunk, byte[]?> script) : IChunkProvider
{
    private int asked;
    private long given;

    public string Name => name;

    public int Asked => asked;

    public long Given => given;

    public Task<byte[]> Get(Chunk chunk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref asked);
        var bytes = script(chunk) ?? find(chunk);
        Interlocked.Add(ref given, bytes.Length);
        return Task.FromResult(bytes);
    }
}
