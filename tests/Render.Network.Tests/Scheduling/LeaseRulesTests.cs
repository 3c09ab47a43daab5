using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class LeaseRulesTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TaskId Task = Candidates.Task();

    [Fact]
    public void Grant_OpenTask_LastsOneDuration()
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);

        Assert.Equal(new Lease(Id(1), Task, Candidates.NodeId(1), 1, Start, Start + Minute), lease);
        Assert.Equal(lease, Assert.Single(leases.Active));
        Assert.Equal(1, leases.LastFencing);
    }

    [Fact]
    public void Grant_HeldTask_IsFull() => Assert.Equal(Refused(LeaseRefusal.Full), Grant(Granted(TaskLeases.None, 1, 1, Start).Leases, 2, 2, Start));

    [Fact]
    public void Grant_HolderAgain_IsAlreadyHeld() =>
        Assert.Equal(Refused(LeaseRefusal.AlreadyHeld), Grant(Granted(TaskLeases.None, 1, 1, Start).Leases, 2, 1, Start, most: 2));

    [Fact]
    public void Grant_Duplicate_BothHold()
    {
        var first = Granted(TaskLeases.None, 1, 1, Start);
        var second = Granted(first.Leases, 2, 2, Start, most: 2);

        Assert.Equal((1, 2), (first.Lease.Fencing, second.Lease.Fencing));
        Assert.IsType<LeaseOutcome.Held>(Check(second.Leases, first.Lease));
        Assert.IsType<LeaseOutcome.Held>(Check(second.Leases, second.Lease));
    }

    [Fact]
    public void CheckFence_LeaseTakenAway_IsStale()
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);
        var (open, ended) = LeaseRules.Expire(leases, Start + Minute, Minute);
        var again = Granted(open, 2, 2, Start + Minute).Leases;

        Assert.Equal([lease], ended.AsEnumerable());
        Assert.Equal(Refused(LeaseRefusal.Stale), Check(open, lease));
        Assert.Equal(Refused(LeaseRefusal.Stale), Check(again, lease));
        Assert.Equal(Refused(LeaseRefusal.Stale), LeaseRules.Renew(again, lease.Id, lease.Node, lease.Fencing, Start, Minute));
    }

    [Fact]
    public void Renew_LateButNotTakenAway_StillHolds()
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);

        var renewed = Assert.IsType<LeaseOutcome.Held>(LeaseRules.Renew(leases, lease.Id, lease.Node, lease.Fencing, Start + (3 * Minute), Minute));

        Assert.Equal(Start + (4 * Minute), renewed.Lease.Expires);
    }

    [Fact]
    public void CheckFence_OtherNode_IsNotYours()
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);

        Assert.Equal(Refused(LeaseRefusal.NotYours), LeaseRules.CheckFence(leases, lease.Id, Candidates.NodeId(2), lease.Fencing));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void CheckFence_NumberNeverGranted_IsUnknown(long fencing)
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);

        Assert.Equal(Refused(LeaseRefusal.Unknown), LeaseRules.CheckFence(leases, lease.Id, lease.Node, fencing));
    }

    [Property]
    public bool Renew_AnyClock_NeverShortensTheLease(int seconds)
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);
        var now = Start.AddSeconds(seconds % 1_000_000);
        var renewed = ((LeaseOutcome.Held)LeaseRules.Renew(leases, lease.Id, lease.Node, lease.Fencing, now, Minute)).Lease;
        return renewed.Expires >= lease.Expires && renewed.Expires >= now + Minute && renewed with { Expires = lease.Expires } == lease;
    }

    [Property]
    public bool Expire_ClockJumpedBack_LeavesOneDurationOfTheNewClock(PositiveInt seconds)
    {
        var (leases, _) = Granted(TaskLeases.None, 1, 1, Start);
        var now = Start.AddSeconds(-(seconds.Get % 1_000_000));
        var (left, ended) = LeaseRules.Expire(leases, now, Minute);
        return ended.IsEmpty && left.Active.Single().Expires == now + Minute;
    }

    [Fact]
    public void End_Twice_ChangesNothing()
    {
        var (leases, lease) = Granted(TaskLeases.None, 1, 1, Start);

        Assert.Equal(LeaseRules.End(leases, lease.Id), LeaseRules.End(LeaseRules.End(leases, lease.Id), lease.Id));
        Assert.Equal(LeaseRules.EndAll(leases), LeaseRules.End(leases, lease.Id));
    }

    [Property]
    public void Rules_AnyHistory_KeepTheirPromises(byte[] steps)
    {
        var (leases, now, ids) = (TaskLeases.None, Start, 0);
        var every = new List<Lease>();
        foreach (var step in steps)
        {
            now = now.AddSeconds((step % 7) switch { 0 => -100, 1 => 61, _ => 5 });
            var (before, node) = (leases, step / 7 % 4);
            switch (step % 5)
            {
                case 0 or 1 when Grant(leases, ++ids, node, now, most: 2) is LeaseOutcome.Held(var granted, var lease):
                    leases = granted;
                    every.Add(lease);
                    break;
                case 2 when every.Count > 0 && LeaseRules.Renew(leases, every[^1].Id, every[^1].Node, every[^1].Fencing, now, Minute) is LeaseOutcome.Held(var renewed, _):
                    leases = renewed;
                    break;
                case 3:
                    leases = LeaseRules.Expire(leases, now, Minute).Leases;
                    break;
                case 4 when every.Count > 0:
                    leases = LeaseRules.End(leases, every[step % every.Count].Id);
                    break;
            }

            Assert.True(leases.LastFencing >= before.LastFencing);
            Assert.True(leases.Active.Length <= 2);
            Assert.Equal(leases.Active.Length, leases.Active.Select(lease => lease.Node).Distinct().Count());
            Assert.All(every, lease => Assert.Equal(leases.Active.Any(active => active.Id == lease.Id), Check(leases, lease) is LeaseOutcome.Held));
        }

        Assert.Equal(Enumerable.Range(1, every.Count).Select(fencing => (long)fencing), every.Select(lease => lease.Fencing));
    }

    private static LeaseId Id(int number) => new(Guid.Parse($"00000000-0000-0000-0000-{number:D12}").ToByteArray());

    private static LeaseOutcome Grant(TaskLeases leases, int id, int node, DateTimeOffset now, int most = 1) =>
        LeaseRules.Grant(leases, Id(id), Task, Candidates.NodeId(node), now, Minute, most);

    private static (TaskLeases Leases, Lease Lease) Granted(TaskLeases leases, int id, int node, DateTimeOffset now, int most = 1)
    {
        var held = Assert.IsType<LeaseOutcome.Held>(Grant(leases, id, node, now, most));
        return (held.Leases, held.Lease);
    }

    private static LeaseOutcome Check(TaskLeases leases, Lease lease) => LeaseRules.CheckFence(leases, lease.Id, lease.Node, lease.Fencing);

    private static LeaseOutcome.Refused Refused(LeaseRefusal reason) => new(reason);
}
