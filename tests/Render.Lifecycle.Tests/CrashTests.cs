using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class CrashTests
{
    private const int Stride = 4;

    /// <summary>The coordinator dies after a write and is started again; with each offset every fourth write of a whole story is such a point.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Job_CoordinatorDiesAfterAnyWrite_SamePicturesAndSameBooks(int offset)
    {
        var expected = await Story(null, forger: false);

        for (var after = offset; ; after += Stride)
        {
            var actual = await Story(after, forger: false);
            if (actual is null)
                return;
            Assert.Equal(expected!.Pictures, actual.Pictures);
            Assert.Equal(expected.Books, actual.Books);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Job_CoordinatorDiesWhileANodeIsConvicted_PicturesAreRightAndBooksPass(int offset)
    {
        for (var after = offset; ; after += 10)
            if (await Story(after, forger: true) is null)
                return;
    }

    /// <summary>The same for tasks that two operators' nodes render, with commitments, comparisons and a shared verdict.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ReplicatedJob_CoordinatorDiesAfterAnyWrite_SamePicturesAndSameBooks(int offset)
    {
        var expected = await Story(null, forger: false, replicated: true);

        for (var after = offset; ; after += Stride)
        {
            var actual = await Story(after, forger: false, replicated: true);
            if (actual is null)
                return;
            Assert.Equal(expected!.Pictures, actual.Pictures);
            Assert.Equal(expected.Books, actual.Books);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ReplicatedJob_CoordinatorDiesWhileAForgerIsConvicted_PicturesAreRightAndBooksPass(int offset)
    {
        for (var after = offset; ; after += 7)
            if (await Story(after, forger: true, replicated: true) is null)
                return;
    }

    /// <summary>The same for a statistical job: a comparison, a verdict for each range, and a reference CPU that every tile asks.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task StatisticalJob_CoordinatorDiesAfterAnyWrite_SamePicturesAndSameBooks(int offset)
    {
        var expected = await Story(null, forger: false, statistical: true);

        for (var after = offset; ; after += Stride)
        {
            var actual = await Story(after, forger: false, statistical: true);
            if (actual is null)
                return;
            Assert.Equal(expected!.Pictures, actual.Pictures);
            Assert.Equal(expected.Books, actual.Books);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task StatisticalJob_CoordinatorDiesWhileAForgerStandsAlone_BooksPass(int offset)
    {
        for (var after = offset; ; after += 7)
            if (await Story(after, forger: true, statistical: true) is null)
                return;
    }

    /// <summary>A job from upload to closed epoch; null where it was over before the crash was due.</summary>
    private static async Task<Outcome?> Story(int? crashAfter, bool forger, bool replicated = false, bool statistical = false)
    {
        var open = TestNetwork.Defaults.Policy;
        var policy = open with
        {
            Tiers = open.Tiers with { Trusted = open.Tiers.Trusted with { ReputationFloorPpm = 0 } },
            Reputation = open.Reputation with { VoteTrust = 2 },
            AuditRepeatPpm = statistical ? 500_000 : 0,
        };
        await using var network = await TestNetwork.Create(nodes: replicated ? 3 : 2, TestNetwork.Defaults with { Policy = policy });
        if (forger)
            await network.Join("op-x", node => node.Forges = true);
        var (started, crashed) = (false, false);
        while (true)
        {
            try
            {
                if (!started)
                {
                    started = true;
                    await network.Restart(crashAfter ?? 0);
                }

                await network.Fund();
                var job = await network.Submit(
                    frames: replicated ? 1 : 2, more: replicated ? """, "tier": "trusted" """ : statistical ? """, "statistical": true """ : "", samples: statistical ? 8 : 2);
                var settled = await network.Until(job, JobState.Settled);
                var epoch = (await network.Answer(network.Coordinator.Network.CloseEpoch(new CloseEpochRequest(0), CancellationToken.None))).Value!;
                network.Crash.Demand();
                if (crashAfter is not null && !crashed)
                    return null;
                Assert.Empty(await network.Audit());
                var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
                return new Outcome(
                    string.Join(' ', receipt.Frames.Select(frame => $"{frame.Frame}:{frame.File}")),
                    // What is minted depends on who did which part, by the rounding of each one's work; its sum is for the audit to check.
                    $"{settled.Money} {epoch.Burned} {epoch.Scheduled}");
            }
            catch (Exception e) when (network.Crash.Crashed && e is not Xunit.Sdk.XunitException)
            {
                crashed = true;
                await network.Restart();
            }
        }
    }

    private sealed record Outcome(string Pictures, string Books);
}
