using Render.Worker.Client;

namespace Render.Worker.Tests.Client;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Next_FailureAfterFailure_DoublesToTenSecondsAndStays()
    {
        var schedule = new RetrySchedule();
        Assert.Equal([250, 500, 1000, 2000, 4000, 8000, 10000, 10000], Enumerable.Range(0, 8).Select(_ => (int)schedule.Next().TotalMilliseconds));
    }

    [Fact]
    public void Next_AfterReset_StartsOver()
    {
        var schedule = new RetrySchedule();
        schedule.Next();
        schedule.Next();
        schedule.Reset();
        Assert.Equal(TimeSpan.FromMilliseconds(250), schedule.Next());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(int.MaxValue)]
    public void Wait_AfterManyFailures_IsTheLongest(int failures) => Assert.Equal(TimeSpan.FromSeconds(10), RetrySchedule.Wait(failures));
}
