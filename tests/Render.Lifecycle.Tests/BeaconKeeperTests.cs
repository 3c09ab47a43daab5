using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Tests.InMemory;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

public class BeaconKeeperTests
{
    [Fact]
    public async Task After_NothingRevealedSince_RevealsTheNext()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var beacon = Keeper(network, length: 8);
        var head = (await network.Coordinator.Ledger.Head()).Count - 1;

        var first = await beacon.After(head, CancellationToken.None);
        var second = await beacon.After(first.Sequence, CancellationToken.None);

        Assert.True(first.Sequence > head);
        Assert.True(BeaconChain.Follows(first.Element, second.Element));
    }

    [Fact]
    public async Task After_RevealedSince_GivesTheFirstOfThose()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var beacon = Keeper(network, length: 8);
        var first = await beacon.After(0, CancellationToken.None);
        await beacon.After(first.Sequence, CancellationToken.None);

        Assert.Equal(first, await beacon.After(0, CancellationToken.None));
    }

    [Fact]
    public async Task After_Restart_NeitherSkipsNorRepeats()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        Reveal last;
        using (var before = Keeper(network, length: 8))
            last = await before.After((await before.After(0, CancellationToken.None)).Sequence, CancellationToken.None);

        using var after = Keeper(network, length: 8);
        var next = await after.After(last.Sequence, CancellationToken.None);

        Assert.True(BeaconChain.Follows(last.Element, next.Element));
        Assert.Equal(3, PayloadJson.Read<BeaconRevealed>((await network.Coordinator.Ledger.Find("beacon/0/3"))!).Index);
    }

    [Theory]
    [InlineData(LedgerEntryKind.BeaconAnchored, 1)]
    [InlineData(LedgerEntryKind.BeaconAnchored, 2)]
    [InlineData(LedgerEntryKind.BeaconRevealed, 2)]
    public async Task After_LedgerFailedBefore_RevealsOnlyOfAnAnchoredChain(LedgerEntryKind kind, int which)
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var ledger = new FailingLedger(new InMemoryLedger(network.Clock), kind, which);
        using var beacon = new BeaconKeeper(ledger, new FixedSeeds(), TestNetwork.Defaults with { BeaconLength = 2 });
        var last = -1L;
        for (var i = 0; i < 5; i++)
        {
            Reveal? reveal = null;
            while (reveal is null)
                try
                {
                    reveal = await beacon.After(last, CancellationToken.None);
                }
                catch (IOException)
                {
                    // Tried again, as the background does.
                }

            Assert.True(reveal.Value.Sequence > last);
            last = reveal.Value.Sequence;
        }

        var (chain, index, element) = (-1, 0, default(Digest));
        foreach (var entry in await ledger.Read(0, 100))
            if (entry.Kind == LedgerEntryKind.BeaconAnchored)
                (chain, index, element) = (chain + 1, 0, PayloadJson.Read<BeaconAnchored>(entry).Anchor);
            else if (PayloadJson.Read<BeaconRevealed>(entry) is var revealed)
            {
                Assert.Equal((chain, index + 1), (revealed.Chain, revealed.Index));
                Assert.True(BeaconChain.Follows(element, revealed.Element));
                (index, element) = (revealed.Index, revealed.Element);
            }
    }

    [Fact]
    public async Task After_AnswerOfTheRevealWasLost_GivesItToWhatWasBeforeItAndToNothingLater()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var ledger = new FailingLedger(new InMemoryLedger(network.Clock), LedgerEntryKind.BeaconRevealed, 2, appends: true);
        using var beacon = new BeaconKeeper(ledger, new FixedSeeds(), TestNetwork.Defaults with { BeaconLength = 8 });
        var before = (await beacon.After(0, CancellationToken.None)).Sequence;
        await Assert.ThrowsAsync<IOException>(() => beacon.After(before, CancellationToken.None));
        var lost = (await ledger.Find("beacon/0/2"))!;
        // Recorded after the reveal that nobody was told of: its node may have read that in the ledger.
        var receipt = (await ledger.Append(new LedgerDraft(LedgerEntryKind.ReceiptRecorded, "a receipt", [], default))).Sequence;

        var later = await beacon.After(receipt, CancellationToken.None);
        var same = await beacon.After(before, CancellationToken.None);

        Assert.True(later.Sequence > receipt);
        Assert.Equal((await ledger.Find("beacon/0/3"))!.Sequence, later.Sequence);
        Assert.Equal(new Reveal(lost.Sequence, PayloadJson.Read<BeaconRevealed>(lost).Element), same);
        Assert.True(BeaconChain.Follows(same.Element, later.Element));
    }

    [Fact]
    public async Task After_AnswerOfTheRevealWasLostAndNothingCameSince_GivesIt()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var ledger = new FailingLedger(new InMemoryLedger(network.Clock), LedgerEntryKind.BeaconRevealed, 1, appends: true);
        using var beacon = new BeaconKeeper(ledger, new FixedSeeds(), TestNetwork.Defaults with { BeaconLength = 8 });
        await Assert.ThrowsAsync<IOException>(() => beacon.After(0, CancellationToken.None));
        var count = (await ledger.Head()).Count;

        var again = await beacon.After(0, CancellationToken.None);

        Assert.Equal((await ledger.Find("beacon/0/1"))!.Sequence, again.Sequence);
        Assert.Equal(count, (await ledger.Head()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_ManyChainsAgo_GivesTheRevealOfThatTime(bool restarted)
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var reveals = new List<Reveal>();
        var beacon = Keeper(network, length: 2);
        for (var i = 0; i < 7; i++)
            reveals.Add(await beacon.After(reveals.Count == 0 ? 0 : reveals[^1].Sequence, CancellationToken.None));
        if (restarted)
        {
            beacon.Dispose();
            beacon = Keeper(network, length: 2);
        }

        for (var i = 0; i < reveals.Count; i++)
            Assert.Equal(reveals[i], await beacon.After(reveals[i].Sequence - 1, CancellationToken.None));
        beacon.Dispose();
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task After_SeedLost_BeginsANewChain()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        Reveal last;
        using (var before = Keeper(network, length: 8))
            last = await before.After(0, CancellationToken.None);

        using var after = new BeaconKeeper(network.Coordinator.Ledger, new OtherSeeds(), TestNetwork.Defaults with { BeaconLength = 8 });
        var next = await after.After(last.Sequence, CancellationToken.None);

        Assert.True(next.Sequence > last.Sequence);
        Assert.NotNull(await network.Coordinator.Ledger.Find("beacon/1"));
        Assert.Empty(await network.Audit());
    }

    private static BeaconKeeper Keeper(TestNetwork network, int length) =>
        new(network.Coordinator.Ledger, new FixedSeeds(), TestNetwork.Defaults with { BeaconLength = length });

    private sealed class OtherSeeds : Ports.IBeaconSeed
    {
        public Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken) => Task.FromResult(Digest.OfText($"other seed {chain}").ToArray());
    }
}
