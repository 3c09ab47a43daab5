using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class TaskIdTests
{
    private static readonly JobId Job = JobId.Parse("job-1");

    [Fact]
    public void Key_Task_HasItsFrozenForm() =>
        Assert.Equal(
            "f00012-x0000-y0088-w0640-h0096-s00000-n00016",
            new TaskId(Job, 12, new PixelRegion(0, 88, 640, 96), new SampleRange(0, 16)).Key);

    [Property]
    public bool Text_AnyTask_RoundTrips(NonNegativeInt frame, ushort x, ushort y, ushort width, ushort height, NonNegativeInt first, PositiveInt count)
    {
        var task = new TaskId(
            Job, frame.Get % 100_000, new PixelRegion(x, y, width + 1, height + 1), new SampleRange(first.Get % 1_000_000, 1 + (count.Get % 1_000_000)));
        return TaskId.Parse(task.ToString()) == task && TaskId.TryParseKey(Job, task.Key, out var byKey) && byKey == task;
    }

    [Property]
    public bool Key_Frames_SortAsText(NonNegativeInt one, NonNegativeInt other)
    {
        var (first, second) = (one.Get % 100_000, other.Get % 100_000);
        TaskId At(int frame) => new(Job, frame, new PixelRegion(0, 0, 8, 8), new SampleRange(0, 1));
        return Math.Sign(string.CompareOrdinal(At(first).Key, At(second).Key)) == first.CompareTo(second);
    }

    [Theory]
    [InlineData("f12-x0000-y0000-w0008-h0008-s00000-n00001")]
    [InlineData("f000012-x0000-y0000-w0008-h0008-s00000-n00001")]
    [InlineData("f00012-x0000-y0000-w0000-h0008-s00000-n00001")]
    [InlineData("f00012-x0000-y0000-w0008-h0008-s00000-n00000")]
    [InlineData("f00012-x-008-y0000-w0008-h0008-s00000-n00001")]
    [InlineData("f00012-x0000-y0000-w0008-h0008-s00000-n00001\n")]
    [InlineData("f00012-x٠٠٠٠-y0000-w0008-h0008-s00000-n00001")]
    [InlineData("")]
    public void TryParseKey_NotCanonical_IsRefused(string key) => Assert.False(TaskId.TryParseKey(Job, key, out _));

    [Theory]
    [InlineData("job-1")]
    [InlineData("/f00012-x0000-y0000-w0008-h0008-s00000-n00001")]
    [InlineData("op-1/f00012-x0000-y0000-w0008-h0008-s00000-n00001")]
    public void Parse_WithoutJob_IsRefused(string text) => Assert.Throws<FormatException>(() => TaskId.Parse(text));
}
