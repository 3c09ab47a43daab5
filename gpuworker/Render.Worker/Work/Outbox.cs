using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker.Work;

/// <summary>
/// Finished work on disk until the coordinator has it. What was signed for a lease is kept before it is sent, so that a node that is
/// killed in between sends the same receipt again and never a second, different one.
/// </summary>
public sealed class Outbox
{
    /// <summary>The folder in a node's home.</summary>
    internal const string Name = "outbox";

    /// <summary>The folder of votes that are committed to and not shown yet.</summary>
    internal const string Votes = "votes";

    private const string ItemFile = "work.json";
    private readonly string folder;
    private readonly Lock gate = new();
    private readonly List<FinishedWork> items = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens the outbox, with what an earlier run left.</summary>
    /// <param name="home">The node's home.</param>
    /// <param name="name">The folder in it.</param>
    public Outbox(string home, string name = Name)
    {
        folder = Path.Combine(home, name);
        Directory.CreateDirectory(folder);
        foreach (var item in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            Recover(item);
    }

    /// <summary>Items now, oldest first.</summary>
    public IReadOnlyList<FinishedWork> Items
    {
        get
        {
            lock (gate)
                return [.. items];
        }
    }

    /// <summary>Completes when items are added or removed, or may go on, after this call.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
                return changed.Task;
        }
    }

    /// <summary>Adds work; on return it survives the process.</summary>
    /// <param name="work">What.</param>
    /// <param name="result">The result file's bytes, or the sums of an audit.</param>
    /// <param name="log">The log's bytes; empty for audits.</param>
    public void Add(FinishedWork work, ReadOnlySpan<byte> result, ReadOnlySpan<byte> log)
    {
        var draft = DraftOf(work.Lease);
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        if (work.Result is { } resultDigest)
            Write(draft, resultDigest.ToString(), result);
        if (work.Log is { } logDigest)
            Write(draft, logDigest.ToString(), log);
        Write(draft, ItemFile, JsonSerializer.SerializeToUtf8Bytes(work, WireJson.Options));
        Directory.Move(draft, PathOf(work.Lease));
        lock (gate)
            items.Add(work);
        Signal();
    }

    /// <summary>Bytes that belong to an item.</summary>
    public byte[] Read(FinishedWork work, Digest digest) => File.ReadAllBytes(Path.Combine(PathOf(work.Lease), digest.ToString()));

    /// <summary>Whether work for this lease is finished.</summary>
    public bool Holds(LeaseId lease)
    {
        lock (gate)
            return items.Exists(item => item.Lease == lease);
    }

    /// <summary>The work of a lease; null where there is none.</summary>
    public FinishedWork? Find(LeaseId lease)
    {
        lock (gate)
            return items.Find(item => item.Lease == lease);
    }

    /// <summary>Forgets an item.</summary>
    public void Remove(FinishedWork work)
    {
        lock (gate)
            items.RemoveAll(item => item.Lease == work.Lease);
        // Renamed first, so that a kill in the middle leaves a draft and not half an item.
        var dropped = DraftOf(work.Lease);
        if (Directory.Exists(dropped))
            Directory.Delete(dropped, recursive: true);
        Directory.Move(PathOf(work.Lease), dropped);
        Directory.Delete(dropped, recursive: true);
        Signal();
    }

    private string PathOf(LeaseId lease) => Path.Combine(folder, lease.ToString());

    private string DraftOf(LeaseId lease) => Path.Combine(folder, $".{lease}");

    /// <summary>What an item waited for may have come: whoever waits for a change looks again.</summary>
    public void Nudge() => Signal();

    private void Signal()
    {
        TaskCompletionSource before;
        lock (gate)
            (before, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        before.SetResult();
    }

    private void Recover(string item)
    {
        // A draft is work that was never sent, or that is delivered: either way nothing is owed.
        var path = Path.Combine(item, ItemFile);
        if (Path.GetFileName(item).StartsWith('.') || !File.Exists(path))
        {
            Directory.Delete(item, recursive: true);
            return;
        }

        if (JsonSerializer.Deserialize<FinishedWork>(File.ReadAllBytes(path), WireJson.Options) is { } work)
            items.Add(work);
    }

    private static void Write(string folder, string name, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
