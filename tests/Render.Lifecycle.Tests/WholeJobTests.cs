using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Lifecycle.Tests;

public class WholeJobTests
{
    [Fact]
    public async Task Job_HonestNodes_SettlesWithBooksThatPassTheAudit()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var job = await network.Submit(frames: 4);

        var settled = await network.Until(job, JobState.Settled);

        Assert.Empty(await network.Audit());
        var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
        Assert.Equal([0, 1, 2, 3], receipt.Frames.Select(frame => frame.Frame));
        Assert.Equal(settled.Money.Cap, settled.Money.Charged!.Value + settled.Money.Refunded!.Value);
        Assert.Equal(settled.Money.Charged, settled.Money.Burned!.Value + settled.Money.Treasury!.Value + settled.Money.Operators!.Value);
        Assert.Equal(settled.Money.Operators, Tokens.Sum(receipt.Payouts.Select(payout => payout.Amount)));
        Assert.Equal(0, await network.Balance(Accounts.Escrow(job)));
    }
}
