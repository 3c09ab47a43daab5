using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Proof;
using Render.Storage.Ledger;
using Render.TestStorage;

namespace Render.Storage.Tests.Ledger;

public sealed class AppendBlobLedgerTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private static readonly AppendBlobLedgerOptions Quick = new() { Again = TimeSpan.FromMilliseconds(20) };
    private readonly string _container = AzuriteFixture.UniqueName("ledger");

    private static LedgerDraft Draft(string key, string from = "faucet", string to = "creator:x", long amount = 1) =>
        new(LedgerEntryKind.Faucet, key, [new Posting(from, -amount), new Posting(to, amount)], """{"why":"test"}"""u8.ToArray());

    private BlobContainerClient Container(LostAnswers? line = null)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(10) } };
        if (line is not null)
            options.Transport = new HttpClientTransport(line);
        return new BlobContainerClient(fixture.Azurite.ConnectionString, _container, options);
    }

    private Task<AppendBlobLedger> Open(LostAnswers? line = null, AppendBlobLedgerOptions? options = null) =>
        AppendBlobLedger.Open(Container(line), TimeProvider.System, options ?? Quick);

    private static bool IsAppend(HttpRequestMessage request) => request.RequestUri!.Query.Contains("comp=appendblock", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<LedgerEntry>> Verified(AppendBlobLedger ledger)
    {
        var entries = new List<LedgerEntry>();
        while (await ledger.Read(entries.Count, 10_000) is { Count: > 0 } page)
            entries.AddRange(page);
        var before = default(Digest);
        for (var i = 0; i < entries.Count; i++)
        {
            Assert.Equal((i, before, LedgerHash.Of(entries[i])), (entries[i].Sequence, entries[i].Previous, entries[i].Hash));
            before = entries[i].Hash;
        }

        Assert.Equal(new LedgerHead(entries.Count, before), await ledger.Head());
        return entries;
    }

    [Fact]
    public async Task Append_TwentyThousandAndReopened_SameBook()
    {
        const int Count = 20_000;
        LedgerHead head;
        await using (var ledger = await Open(options: Quick with { SegmentBlocks = 4, BlockBytes = 256 << 10 }))
        {
            await ledger.Append(Draft("fund", amount: Count));
            await Task.WhenAll(Enumerable.Range(0, Count - 1).Select(i => ledger.Append(Draft($"k{i}", "creator:x", $"operator:{i % 7}"))));
            head = await ledger.Head();
            Assert.Equal(Count, head.Count);
            // Group commit: entries that wait together share a block.
            Assert.InRange(ledger.Blocks, 2, Count / 100);
        }

        await using var again = await Open();
        Assert.Equal(head, await again.Head());
        Assert.Equal(1, await again.Balance("creator:x"));
        Assert.Equal(Count - 1, (long)(await again.Balances("operator:")).Aggregate((Int128)0, (sum, balance) => sum + balance.Amount));
        Assert.Equal(Count, (await Verified(again)).Count);
        Assert.Equal("k4711", (await again.Find("k4711"))!.Key);
        Assert.Equal(Count, (await again.Append(Draft("next"))).Sequence);
        var segments = 0;
        await foreach (var _ in Container().GetBlobsAsync())
            segments++;
        Assert.True(segments > 2, $"{segments} segments");
    }

    [Fact]
    public async Task Append_AnswerLost_AppendedOnce()
    {
        var line = new LostAnswers();
        await using var ledger = await Open(line);
        line.Lose = IsAppend;
        var entry = await ledger.Append(Draft("a")).Guarded();
        Assert.Equal(1, line.Lost);
        await ledger.Append(Draft("b")).Guarded();
        Assert.Equal(["a", "b"], (await Verified(ledger)).Select(found => found.Key));
        Assert.Equal(entry.Hash, (await ledger.Find("a"))!.Hash);
    }

    [Fact]
    public async Task Append_AfterAnotherOpened_DeposedAndNothingForked()
    {
        await using var first = await Open();
        await first.Append(Draft("a"));
        await using var second = await Open();
        await second.Append(Draft("b"));
        await Assert.ThrowsAsync<LedgerWriterDeposedException>(() => first.Append(Draft("c")).Guarded());
        Assert.True(await Cancelled(first.Deposed));
        // Not even a refusal comes of a book that is not kept here any more.
        await Assert.ThrowsAsync<LedgerWriterDeposedException>(() => first.Append(Draft("d", "creator:poor")).Guarded());
        await second.Append(Draft("e"));
        Assert.Equal(["a", "b", "e"], (await Verified(second)).Select(entry => entry.Key));
        Assert.False(second.Deposed.IsCancellationRequested);
    }

    [Fact]
    public async Task Append_TwoWritersRacing_OneUnbrokenChainOfWhatWasAcknowledged()
    {
        var acknowledged = new List<string>();
        AppendBlobLedger[] writers = [await Open(options: Quick with { SegmentBlocks = 3 }), await Open(options: Quick with { SegmentBlocks = 3 })];
        await Task.WhenAll(writers.Select((ledger, writer) => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                try
                {
                    await ledger.Append(Draft($"w{writer}-{i}"));
                    lock (acknowledged)
                        acknowledged.Add($"w{writer}-{i}");
                }
                catch (LedgerWriterDeposedException)
                {
                    return;
                }
        }))).Guarded();
        await using var reader = await Open();
        Assert.Equal(acknowledged.Order(), (await Verified(reader)).Select(entry => entry.Key).Order());
        Assert.Equal(40, acknowledged.Count);
        foreach (var writer in writers)
            await writer.DisposeAsync();
    }

    [Fact]
    public async Task Append_DeposedAtTheRollOver_DoesNotGoOnInTheOldSegment()
    {
        var options = Quick with { SegmentBlocks = 3 };
        await using var first = await Open(options: options);
        await using var second = await Open(options: options);
        // The second moves on to the next segment; the place at the old one's end must not be free for the first.
        foreach (var key in (string[])["a", "b", "c", "d"])
            await second.Append(Draft(key));
        await Assert.ThrowsAsync<LedgerWriterDeposedException>(() => first.Append(Draft("z")).Guarded());
        Assert.Equal(["a", "b", "c", "d"], (await Verified(second)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Open_WriterKilledInTheMiddleOfAnAppend_FindsWhatIsStoredAndGoesOn()
    {
        var line = new LostAnswers();
        await using var killed = await Open(line);
        await killed.Append(Draft("a"));
        AppendBlobLedger? second = null;
        line.Lose = IsAppend;
        // The block is stored, its writer hears nothing; before it can look, another takes the book over.
        line.Meanwhile = async () => second = await Open();
        var entry = await killed.Append(Draft("b")).Guarded();
        await using (second!)
        {
            Assert.Equal(entry.Hash, (await second!.Find("b"))!.Hash);
            await second.Append(Draft("c"));
            await Assert.ThrowsAsync<LedgerWriterDeposedException>(() => killed.Append(Draft("d")).Guarded());
            Assert.Equal(["a", "b", "c"], (await Verified(second)).Select(found => found.Key));
        }
    }

    [Fact]
    public async Task Open_RolledOverButNotBegun_BeginsTheNextSegment()
    {
        await using (var ledger = await Open(options: Quick with { SegmentBlocks = 2 }))
            foreach (var key in (string[])["a", "b", "c"])
                await ledger.Append(Draft(key));
        // A crash between the note that ends a segment and the creation of the next.
        var last = (await Segments())[^1];
        await Container().GetAppendBlobClient(last).DeleteAsync();
        await using var again = await Open(options: Quick with { SegmentBlocks = 2 });
        await again.Append(Draft("d"));
        await Verified(again);
        Assert.Equal(last, (await Segments())[^1]);
    }

    [Fact]
    public async Task Append_NextSegmentCannotBeMade_EndsTheLastOnceAndGoesOn()
    {
        var options = Quick with { SegmentBlocks = 2 };
        var line = new LostAnswers();
        await using (var ledger = await Open(line, options))
        {
            await ledger.Append(Draft("a"));
            line.Before = static request => request.RequestUri!.AbsolutePath.EndsWith("000001.jsonl", StringComparison.Ordinal)
                ? throw new HttpRequestException("The store is away.")
                : Task.CompletedTask;
            for (var i = 0; i < 2; i++)
                await Assert.ThrowsAnyAsync<Exception>(() => ledger.Append(Draft("b")).Guarded());
            line.Before = static _ => Task.CompletedTask;
            await ledger.Append(Draft("c"));
        }

        await using var again = await Open(options: options);
        Assert.Equal(["a", "c"], (await Verified(again)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Open_EarlierEpochThanTheLast_Refused()
    {
        await using var later = await Open(options: Quick with { Epoch = 7 });
        await Assert.ThrowsAsync<LedgerWriterDeposedException>(() => Open(options: Quick with { Epoch = 6 }));
        await later.Append(Draft("a"));
        await using var next = await Open(options: Quick with { Epoch = 8 });
        Assert.Equal(1, (await next.Head()).Count);
    }

    [Theory]
    [InlineData("{\"sequence\":1,\"kind\":\"Fau", "no whole line")]
    [InlineData("hello\n", "no entry of a ledger")]
    [InlineData("{\"other\":1}\n", "no entry of a ledger")]
    [InlineData("{\"continued\":\"book/000009.jsonl\"}\n", "not the next one")]
    public async Task Open_TornOrForeignTail_SaysWhereAndWhat(string tail, string why)
    {
        await using (var ledger = await Open())
            await ledger.Append(Draft("a"));
        var blob = Container().GetAppendBlobClient((await Segments())[0]);
        var end = (await blob.GetPropertiesAsync()).Value.ContentLength;
        await blob.AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(tail)));
        var error = await Assert.ThrowsAsync<LedgerDamagedException>(() => Open());
        Assert.Equal((blob.Name, end), (error.Segment, error.Offset));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_EntryAltered_Refused()
    {
        await using (var ledger = await Open())
        {
            await ledger.Append(Draft("a", amount: 5));
            await ledger.Append(Draft("b", amount: 5));
        }

        var name = (await Segments())[0];
        var content = (await Container().GetAppendBlobClient(name).DownloadContentAsync()).Value.Content.ToString();
        await Container().GetAppendBlobClient(name).CreateAsync();
        await Container().GetAppendBlobClient(name).AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(content.Replace("\"5\"", "\"6\"", StringComparison.Ordinal))));
        Assert.Contains("does not hash", (await Assert.ThrowsAsync<LedgerDamagedException>(() => Open())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_PayloadsOfEveryKind_FoundAsTheyWere()
    {
        byte[][] payloads = [[], [1, 2, 3], "{\"a\":1}"u8.ToArray(), " {\"a\" : 1}\n"u8.ToArray(), "{\"a\":\n1}"u8.ToArray(), "{\"a\":\"\\u00e4ä\"}"u8.ToArray(), "null"u8.ToArray(), [(byte)'"', 0xff, (byte)'"']];
        await using (var ledger = await Open())
            for (var i = 0; i < payloads.Length; i++)
                await ledger.Append(new LedgerDraft(LedgerEntryKind.BeaconRevealed, $"k{i}", [], payloads[i]));
        await using var again = await Open();
        Assert.Equal(payloads, (await Verified(again)).Select(entry => entry.Payload.ToArray()));
        Assert.Equal(payloads, (await Task.WhenAll(Enumerable.Range(0, payloads.Length).Select(i => again.Find($"k{i}")))).Select(entry => entry!.Payload.ToArray()));
    }

    [Fact]
    public async Task Append_ClockSetBack_TimesNeverFall()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var ledger = await AppendBlobLedger.Open(Container(), time);
        var first = await ledger.Append(Draft("a"));
        time.AdjustTime(DateTimeOffset.UnixEpoch.AddYears(40));
        Assert.Equal(first.TimeUnixMs, (await ledger.Append(Draft("b"))).TimeUnixMs);
    }

    private async Task<List<string>> Segments()
    {
        var names = new List<string>();
        await foreach (var blob in Container().GetBlobsAsync())
            names.Add(blob.Name);
        return names;
    }

    private static async Task<bool> Cancelled(CancellationToken token)
    {
        var heard = new TaskCompletionSource();
        await using var registered = token.Register(heard.SetResult);
        await heard.Task.Guarded();
        return true;
    }
}
