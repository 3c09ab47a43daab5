using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Local.Demo;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render demo</c>.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var words = new DemoWords();
        var command = new TeachingCommand(
            "demo",
            "The whole network on this machine: a coordinator and nodes as processes on loopback render an animation; one node cheats and is caught, one is killed and its work goes on elsewhere; the books are settled, an epoch is closed, everything is audited. Leaves frames, an animation, receipt.json, the audit bundle and report.html.")
        {
            Examples =
            [
                ("render demo", "24 frames, 640x360, 16 samples, 4 nodes: under two minutes on 2 cores"),
                ("render demo --frames 4 --size 320x180", "a quick one"),
                ("render demo --chain", "with its money on a chain: escrow, burn, claims and emission by the contracts"),
                ("render demo --storage azurite", "with blobs and wake-ups in the Azure Storage emulator"),
                ("render demo --scene my.glb --samples 64 --out out/mine", "with a scene of yours"),
            ],
        };
        words.AddTo(command);
        return command.Runs(surroundings, (context, cancellation) => Run(context, words.Read(context.Words), cancellation));
    }

    private static async Task<int> Run(CommandContext context, DemoOptions options, CancellationToken cancellation)
    {
        if (!File.Exists(options.Scene))
            throw new CommandFailedException(ExitCode.BadInput, $"There is no file {options.Scene}.", "Name a .glb, .gltf or .zip with --scene.");
        var time = context.Surroundings.Time;
        var began = time.GetTimestamp();
        Directory.CreateDirectory(options.Out);
        if (!options.Keep)
            Clear(options);
        Directory.CreateDirectory(options.State);
        await using var stage = new DemoStage(options, time);
        var outcome = await new DemoRun(options, context.Surroundings, context.Screen).Play(stage, cancellation);
        var files = await new DemoReport(options, time).Write(outcome, began, cancellation);
        await stage.Stop();
        return Close(context, options, outcome, files, time.GetElapsedTime(began));
    }

    /// <summary>Removes what an earlier demo left, and only that.</summary>
    private static void Clear(DemoOptions options)
    {
        foreach (var folder in new[] { options.State, Path.Combine(options.Out, "frames") })
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        foreach (var file in new[] { "receipt.json", "bundle.zip", "report.html", "animation.mp4", "animation.png" })
            File.Delete(Path.Combine(options.Out, file));
    }

    private static int Close(CommandContext context, DemoOptions options, DemoOutcome outcome, DemoFiles files, TimeSpan took)
    {
        var screen = context.Screen;
        var settled = outcome.Job.State == JobState.Settled;
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{outcome.Job.Name}: {outcome.Job.State}, {files.Receipt.Frames.Count} frames, {files.Receipt.Rays / 1e6:N0} million rays, in {DurationText.Format(took)}"));
        if (files.Receipt.Money.Charged is { } charged)
            screen.Line($"charged {AmountText.Of(charged)}: burned {AmountText.Of(files.Receipt.Money.Burned)}, treasury {AmountText.Of(files.Receipt.Money.Treasury)}, operators {AmountText.Of(files.Receipt.Money.Operators)}; returned {AmountText.Of(files.Receipt.Money.Refunded)}");
        foreach (var line in files.Audit.Lines)
            screen.Line($"  {line}");
        if (outcome.Chain is { } chain)
            Compare(screen, chain, context.Surroundings.Time.GetUtcNow());
        screen.Line();
        foreach (var (what, file) in new[] { ("report", files.Page), ("frames", Path.Combine(options.Out, "frames")), ("animation", files.Movie), ("receipt", Path.Combine(options.Out, "receipt.json")), ("bundle", Path.Combine(options.Out, "bundle.zip")) })
            if (file is not null)
                screen.Line($"  {what,-10} {Near(file)}");
        if (settled && files.Audit.Passed && outcome.Chain is null or { IsEqual: true })
            return ExitCode.Success;
        screen.Note(settled
            ? files.Audit.Passed ? "render: book and chain differ." : "render: the independent audit found faults in the books."
            : $"render: the job ended as {outcome.Job.State}{(outcome.Job.Reason is { } why ? $": {why}" : "")}.");
        return ExitCode.Failure;
    }

    private static void Compare(Screen screen, ChainView chain, DateTimeOffset now)
    {
        screen.Line();
        ChainCommand.Show(screen, chain);
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Dispute windows and the epoch's end were not waited for: the local chain's clock was moved {(chain.BlockTime - now).TotalDays:0.0} days ahead."));
    }

    /// <summary>A path as one would type it here: relative below this folder, else whole.</summary>
    private static string Near(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    private sealed class DemoWords
    {
        private readonly Option<int> _frames = new("--frames") { Description = "How many frames, from the first.", HelpName = "N", DefaultValueFactory = _ => 24, CustomParser = Parsers.Of(Parsers.Whole(1, 9_999, "frames")) };

        private readonly Option<ImageSize> _size = new("--size") { Description = "Pixels of a frame.", HelpName = "WxH", DefaultValueFactory = _ => new ImageSize(640, 360), CustomParser = Parsers.Of(SizeText.Parse) };

        private readonly Option<int> _samples = new("--samples") { Description = "Light paths through each pixel.", HelpName = "N", DefaultValueFactory = _ => 16, CustomParser = Parsers.Of(Parsers.Whole(1, 65_536, "samples")) };

        private readonly Option<int> _nodes = new("--nodes") { Description = "Node processes: the last one cheats, the one before it is killed.", HelpName = "N", DefaultValueFactory = _ => 4, CustomParser = Parsers.Of(Parsers.Whole(3, 32, "nodes")) };

        private readonly Option<DirectoryInfo> _out = new("--out") { Description = "Where results go.", HelpName = "DIR", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(BundledScene.Root, "out", "demo")) };

        private readonly Option<FileInfo> _scene = new("--scene") { Description = "A scene of yours. Default: the bundled one.", HelpName = "FILE", DefaultValueFactory = _ => new FileInfo(BundledScene.Path) };

        private readonly Option<uint> _seed = new("--seed") { Description = "Keys the job's random numbers: the same seed gives the same pictures.", HelpName = "N", DefaultValueFactory = _ => 0u };

        private readonly Option<bool> _keep = new("--keep") { Description = "Go on with the state of an earlier demo in the same folder." };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { _frames, _size, _samples, _nodes, _out, _scene, _seed, CommonOptions.Storage, CommonOptions.Chain, _keep })
                command.Add(option);
        }

        public DemoOptions Read(ParseResult words) => new(
            words.GetRequiredValue(_scene).FullName, words.GetValue(_frames), words.GetValue(_size), words.GetValue(_samples), words.GetValue(_nodes),
            words.GetRequiredValue(_out).FullName, words.GetValue(_seed), words.GetValue(_keep), words.GetValue(CommonOptions.Storage), words.GetValue(CommonOptions.Chain));
    }
}
