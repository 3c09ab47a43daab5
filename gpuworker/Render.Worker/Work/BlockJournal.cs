using System.Buffers.Binary;
using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Worker.Work;

/// <summary>
/// The blocks of a task that are rendered: in memory, and from time to time on disk, so that a node that parks the task, is killed or restarts goes on
/// from them. A task that is done before its first note leaves no file.
/// </summary>
/// <remarks>
/// The file is "render.blks.v1" and what the blocks are of (see <see cref="Of"/>), then for each block: i32 number, i64 milliseconds spent on the task by
/// then, u64 rays, u64 invalid, its sums as int64, and SHA-256(what they are of ‖ all that). It only grows. What a crash tore off or a disk changed shows in
/// a digest: from there on nothing is believed, and it is rendered again. Safe from any thread.
/// </remarks>
internal sealed class BlockJournal : IProgress<RenderedBlock>, IDisposable
{
    private const int Prefix = 28;

    /// <summary>What a crash costs at most, beside the block at hand.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private static readonly byte[] Magic = "render.blks.v1\0\0"u8.ToArray();

    private readonly Lock gate = new();
    private readonly string path;
    private readonly Digest of;
    private readonly PixelRegion region;
    private readonly HeldLease held;
    private readonly TimeProvider clock;
    private readonly Dictionary<int, RenderedBlock> blocks = [];
    private readonly List<RenderedBlock> unwritten = [];
    private FileStream? file;
    private long written;

    /// <summary>Opens the journal of a task, with what an earlier part of the work left.</summary>
    /// <param name="path">Where it is kept.</param>
    /// <param name="of">What its blocks are of: blocks of anything else are not taken.</param>
    /// <param name="region">The task's region.</param>
    /// <param name="held">Told the progress, and what was spent before.</param>
    /// <param name="clock">Says when to write.</param>
    public BlockJournal(string path, Digest of, PixelRegion region, HeldLease held, TimeProvider clock)
    {
        (this.path, this.of, this.region, this.held, this.clock) = (path, of, region, held, clock);
        written = clock.GetTimestamp();
        Attempt(Load);
        Found = blocks.Count;
        held.Progress = Share;
    }

    /// <summary>Blocks that were there when it was opened.</summary>
    public int Found { get; }

    /// <summary>Why blocks could not be kept on disk; null: they could.</summary>
    public string? Failure { get; private set; }

    /// <summary>Blocks that are there.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return blocks.Count;
        }
    }

    private double Share => (double)blocks.Count / region.Blocks;

    /// <summary>What a task's blocks are of: the task as a whole, and the engine and class of devices that its receipt names.</summary>
    public static Digest Of(Digest task, EngineIdentity engine)
    {
        var bytes = new byte[(2 * Digest.Size) + 8];
        task.CopyTo(bytes);
        engine.Digest.CopyTo(bytes.AsSpan(Digest.Size));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(2 * Digest.Size), engine.Build);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((2 * Digest.Size) + 4), engine.DeviceClass);
        return Digest.Of(bytes);
    }

    /// <summary>The block of that number; null where it is not rendered yet.</summary>
    public RenderedBlock? Find(int block)
    {
        lock (gate)
            return blocks.GetValueOrDefault(block);
    }

    /// <inheritdoc/>
    public void Report(RenderedBlock value)
    {
        lock (gate)
        {
            if (!blocks.TryAdd(value.Block, value))
                return;
            held.Progress = Share;
            unwritten.Add(value);
            if (clock.GetElapsedTime(written) >= Interval && Failure is null)
                Attempt(Write);
        }
    }

    /// <summary>Puts all on disk.</summary>
    /// <returns>Whether all is there: the task can be parked.</returns>
    public bool Keep()
    {
        lock (gate)
        {
            Failure = null;
            Attempt(Write);
            return Failure is null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            file?.Dispose();
    }

    private void Attempt(Action what)
    {
        try
        {
            what();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk costs what a crash would cost, not the task.
            Failure = e.Message;
        }
    }

    private void Load()
    {
        if (!File.Exists(path))
            return;
        file = Open();
        var end = 0L;
        Span<byte> header = stackalloc byte[Magic.Length + Digest.Size];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[..Magic.Length].SequenceEqual(Magic) && new Digest(header[Magic.Length..]) == of)
            for (end = file.Position; Read() is { } block; end = file.Position)
                blocks.TryAdd(block.Block, block);
        file.SetLength(end);
        file.Position = end;
    }

    private RenderedBlock? Read()
    {
        var prefix = new byte[Prefix];
        if (file!.ReadAtLeast(prefix, Prefix, throwOnEndOfStream: false) < Prefix || BinaryPrimitives.ReadInt32LittleEndian(prefix) is var number && (number < 0 || number >= region.Blocks))
            return null;
        var record = new byte[SizeOf(number)];
        prefix.CopyTo(record, 0);
        var rest = record.Length - Prefix;
        if (file.ReadAtLeast(record.AsSpan(Prefix), rest, throwOnEndOfStream: false) < rest || Seal(record) != new Digest(record.AsSpan(record.Length - Digest.Size)))
            return null;
        var sums = new long[3 * region.Block(number).Pixels];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(Prefix + (8 * i)));
        held.SpentBefore = TimeSpan.FromMilliseconds(Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(4)), 0, int.MaxValue));
        return new RenderedBlock(number, sums, BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(12)), BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(20)));
    }

    private void Write()
    {
        if (file is null)
        {
            file = Open();
            file.SetLength(0);
        }

        if (file.Position == 0)
        {
            file.Write(Magic);
            file.Write(of.ToArray());
        }

        var end = file.Position;
        try
        {
            foreach (var block in unwritten)
                file.Write(RecordOf(block));
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // The next try begins where the last whole record ended.
            file.Position = end;
            throw;
        }

        unwritten.Clear();
        written = clock.GetTimestamp();
    }

    private byte[] RecordOf(RenderedBlock block)
    {
        var record = new byte[SizeOf(block.Block)];
        BinaryPrimitives.WriteInt32LittleEndian(record, block.Block);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), (long)held.Spent.TotalMilliseconds);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(12), block.Rays);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(20), block.Invalid);
        for (var i = 0; i < block.Sums.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(Prefix + (8 * i)), block.Sums[i]);
        Seal(record).CopyTo(record.AsSpan(record.Length - Digest.Size));
        return record;
    }

    private Digest Seal(ReadOnlySpan<byte> record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(of.ToArray());
        hash.AppendData(record[..^Digest.Size]);
        return new Digest(hash.GetHashAndReset());
    }

    private int SizeOf(int block) => Prefix + (24 * (int)region.Block(block).Pixels) + Digest.Size;

    private FileStream Open() => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
}
