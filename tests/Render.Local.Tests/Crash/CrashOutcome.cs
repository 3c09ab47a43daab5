using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Tests.Crash;

/// <summary>What a job and its network leave behind.</summary>
/// <param name="Receipt">The job's receipt.</param>
/// <param name="Bundle">All the books.</param>
internal sealed record CrashOutcome(JobReceipt Receipt, AuditBundle Bundle)
{
    /// <summary>The same pictures and the same books as where nothing was killed, and nobody was punished for it.</summary>
    public void IsTheSameAs(CrashOutcome calm)
    {
        Assert.Equal(JobState.Settled, Receipt.State);
        Assert.Equal(calm.Receipt.Frames.Select(f => (f.Frame, f.Pixels)), Receipt.Frames.Select(f => (f.Frame, f.Pixels)));
        Assert.Equal(Amounts(calm.Receipt.Money), Amounts(Receipt.Money));
        Assert.Equal(Tokens.Sum(calm.Receipt.Payouts.Select(p => p.Amount)), Tokens.Sum(Receipt.Payouts.Select(p => p.Amount)));
        Assert.Empty(BookAudit.Run(Bundle));
        Assert.Single(Bundle.Entries, e => e.Kind == LedgerEntryKind.JobSettled);
        Assert.Single(Bundle.Entries, e => e.Kind == LedgerEntryKind.EscrowLocked);
        Assert.DoesNotContain(Bundle.Entries, e => e.Kind == LedgerEntryKind.Slashed);
    }

    private static (Tokens, Tokens?, Tokens?, Tokens?, Tokens?, Tokens?) Amounts(JobMoney money) =>
        (money.Cap, money.Charged, money.Burned, money.Treasury, money.Operators, money.Refunded);
}
