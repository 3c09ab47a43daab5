using Render.Local.Cli;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Local.Tests.Cli;

public sealed class ViewTests
{
    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(50, 16)]
    public void Picture_OnATerminal_FitsIt(int width, int height)
    {
        var lines = Drawn(width, height);

        Assert.True(lines.Length < height, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Picture_OfARun_NamesNodesStatesAndMoney()
    {
        var text = string.Join('\n', Drawn(100, 40));

        foreach (var expected in new[] { "orrery.glb", "Rendering", "8.200 RNT locked", "alder", "rendering", "frame 9, tile 0,0", "banned", "offline", "1 node convicted", "30/72" })
            Assert.Contains(expected, text);
    }

    [Fact]
    public void Picture_OfANameWithMarkup_ShowsItAsItIs()
    {
        var tracker = new RunTracker("[red]x[/]", Examples.Began, TimeProvider.System);

        Assert.Contains("[red]x[/]", Text(tracker.View(Examples.Began), 80, 24));
    }

    [Fact]
    public void Lines_ToldTwice_SayEachMomentOnce()
    {
        var told = new List<string>();
        var lines = new RunLines(told.Add, TimeSpan.FromSeconds(5));
        var tracker = Examples.Tracker();

        lines.Tell(tracker.View(Examples.Began.AddSeconds(50)));
        lines.Tell(tracker.View(Examples.Began.AddSeconds(51)));

        Assert.Single(told, line => line.Contains("elm forged block 1234", StringComparison.Ordinal));
        Assert.Single(told, line => line.Contains("tasks 30/72", StringComparison.Ordinal));
    }

    [Fact]
    public void AJobThatNoNodeIsFitFor_SaysSoAndWhatCanBeDone()
    {
        var told = new List<string>();
        var lines = new RunLines(told.Add, TimeSpan.FromSeconds(5));
        var tracker = new RunTracker("x", Examples.Began, TimeProvider.System);
        tracker.See(Examples.JobView() with
        {
            Shortage = new Shortage(
                ShortageCode.NoNodeFits, 2, [new ShortageReason(MisfitCode.Reputation, 2, "below the floor")], "No node fits: 2 nodes below the floor.", "Wait, or cancel."),
        });

        lines.Tell(tracker.View(Examples.Began.AddSeconds(1)));
        lines.Tell(tracker.View(Examples.Began.AddSeconds(2)));
        var text = Text(tracker.View(Examples.Began), 100, 30);

        Assert.Single(told, line => line.EndsWith("waits: No node fits: 2 nodes below the floor. Wait, or cancel.", StringComparison.Ordinal));
        Assert.Contains("waits  No node fits: 2 nodes below the floor.", text);
        Assert.Contains("Wait, or cancel.", text);
    }

    [Fact]
    public void Lines_PastTheBound_LoseNone()
    {
        var told = new List<string>();
        var lines = new RunLines(told.Add, TimeSpan.FromSeconds(5));
        var tracker = new RunTracker("x", Examples.Began, TimeProvider.System);

        for (var i = 0; i < 500; i++)
        {
            tracker.Say(Examples.Began, $"moment {i}");
            if (i % 7 == 0)
                lines.Tell(tracker.View(Examples.Began));
        }
        lines.Tell(tracker.View(Examples.Began));

        Assert.Equal(500, told.Count);
    }

    [Fact]
    public void Tracker_HearingAnEventAgain_CountsItOnce()
    {
        var tracker = new RunTracker("x", Examples.Began, TimeProvider.System);
        var drawn = new AuditDrawn(Examples.Task(0, 0), null, 4, 0) { Sequence = 3 };

        tracker.Hear(drawn);
        tracker.Hear(drawn);

        Assert.Equal(new AuditTally(1, 4, 0, 0, 0, 0, 1), tracker.Audits);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 10)]
    [InlineData(0.999, 7)]
    [InlineData(1, 10)]
    [InlineData(double.NaN, 4)]
    [InlineData(7, 4)]
    public void Bar_OfAnyShare_IsAsWideAsAsked(double share, int width)
    {
        var (full, empty) = Bar.Of(share, width);

        Assert.Equal(width, full.Length + empty.Length);
    }

    [Fact]
    public void Listing_InLines_AlignsNumbersToTheRight()
    {
        var lines = new Listing(["name", ">count"], [["a", "7"], ["long name", "1234"]], "none").Lines().ToArray();

        Assert.Equal(["name       count", "a              7", "long name   1234"], lines);
    }

    [Fact]
    public void Sentence_WithATasksId_SaysItInWords()
    {
        var task = new TaskId(JobId.Parse("job-a"), 12, new PixelRegion(320, 0, 64, 64), new SampleRange(0, 16));

        Assert.Equal(
            "The reference CPU refutes its result of frame 12, tile 320,0 of job-a.",
            TaskText.InWords($"The reference CPU refutes its result of {task}."));
    }

    [Theory]
    [InlineData(0.44, "0.4 s")]
    [InlineData(38, "38 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(11_400, "3 h 10 min")]
    public void Duration_ForReading_IsShort(double seconds, string expected) =>
        Assert.Equal(expected, DurationText.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void End_OfACancelledJobThatWasFunded_IsNotReached() =>
        Assert.False(JobEnd.IsReached(Examples.JobView(JobState.Cancelled)));

    private static string[] Drawn(int width, int height) =>
        Text(Examples.Tracker().View(Examples.Began.AddSeconds(50)), width, height).TrimEnd('\n').Split('\n');

    private static string Text(RunView view, int width, int height)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(output, TextWriter.Null, OutputIsTerminal: false, width, height, _ => null, TimeProvider.System);
        new Screen(surroundings, json: false).Draw(RunPicture.Draw(view, width, height));
        return output.ToString();
    }
}
