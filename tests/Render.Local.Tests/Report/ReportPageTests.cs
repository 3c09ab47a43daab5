using System.Text.RegularExpressions;
using Render.Local.Report;
using Render.Local.Tests.Cli;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Tracing.Imaging;

namespace Render.Local.Tests.Report;

public sealed partial class ReportPageTests
{
    [Fact]
    public void Page_OfASettledJob_FetchesNothing()
    {
        var html = ReportPage.Of(Model());

        Assert.DoesNotMatch("(src|href)=\"(?!data:)", html);
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public void Page_OfASettledJob_HasATileForEveryTask()
    {
        var html = ReportPage.Of(Model());

        Assert.Equal(Examples.Tasks.Count, TilePattern().Count(html));
    }

    [Fact]
    public void Page_OfANameWithMarkup_EscapesIt()
    {
        var html = ReportPage.Of(Model() with { Title = "<script>alert(1)</script>" });

        Assert.DoesNotContain("<script", html);
        Assert.Contains("&lt;script&gt;", html);
    }

    [Fact]
    public void Page_OfAFailedAudit_SaysSo()
    {
        var html = ReportPage.Of(Model() with { Checks = new ReportCheck(false, ["entry 7: hash differs"]) });

        Assert.Contains("FAILED", html);
        Assert.Contains("entry 7: hash differs", html);
    }

    [Fact]
    public void Page_OfAJob_HasBalancedElements()
    {
        var html = ReportPage.Of(Model());

        foreach (var element in new[] { "div", "table", "tr", "td", "th", "ul", "ol", "li", "svg", "details", "h2", "h3", "p", "span", "main" })
            Assert.Equal(Regex.Count(html, $"<{element}[ >]"), Regex.Count(html, $"</{element}>"));
    }

    internal static ReportModel Model()
    {
        var job = Examples.JobView(JobState.Settled, accepted: 65);
        var receipt = new JobReceipt(
            Examples.Job, JobState.Settled, Examples.Hash("network"), Examples.Hash("order"), Examples.Hash("package"), 360_123_456, job.Money,
            [.. Enumerable.Range(1, 3).Select(i => new PayoutView(Examples.Node((byte)i), OperatorId.Parse($"op-{i}"), 120_000_000, Tokens.FromDecimal(1.2m)))],
            [.. Enumerable.Range(0, 24).Select(f => new FrameView(f, Examples.Hash($"f{f}"), Examples.Hash($"p{f}"), 300_000))], 0.017, 39, Examples.Hash("e39"));
        var epoch = new EpochView(
            0, Examples.Began, Examples.Began.AddDays(7), true, Tokens.FromDecimal(3.24m), Tokens.FromWhole(10), Tokens.FromDecimal(6.15m), Tokens.FromDecimal(3.85m), 61.5,
            [new PayoutView(Examples.Node(1), OperatorId.Parse("op-alder"), 120_000_000, Tokens.FromDecimal(2.05m))], 41);
        var tracker = Examples.Tracker();
        return new ReportModel(
            "orrery.glb", job, receipt, Examples.Tasks, Examples.Nodes, Examples.Entries,
            [new AccountView("burned", 3_240_000_000_000_000_000), new AccountView("creator:local", 992 * (Int128)1_000_000_000_000_000_000), new AccountView("faucet", -4000 * (Int128)1_000_000_000_000_000_000), new AccountView($"stake:{Examples.Node(4)}", 500 * (Int128)1_000_000_000_000_000_000)],
            [epoch], tracker.Moments, tracker.Audits, [.. Enumerable.Range(0, 24).Select(Picture)],
            new ReportCheck(true, ["40 entries: chain, postings and balances hold", "72 receipts: signatures and roots hold", "72 draws and verdicts decided again, all equal"]), TimeSpan.FromSeconds(97));
    }

    private static ReportPicture Picture(int frame)
    {
        var pixels = new byte[320 * 180 * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var (x, y) = (i / 3 % 320, i / 3 / 320);
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)(x / 2 + frame * 3), (byte)(y + 40), (byte)(200 - frame * 4));
        }
        return new ReportPicture(frame, PngWriter.Encode(320, 180, 3, pixels));
    }

    [GeneratedRegex("<rect ")]
    private static partial Regex TilePattern();
}
