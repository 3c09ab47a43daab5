using System.CommandLine;
using System.Globalization;
using System.Net;
using Render.Local.Cli.Values;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Tracing.Ilgpu.Devices;
using Render.Worker;
using Render.Worker.Adversaries;
using Render.Worker.Agent;
using Render.Worker.Choosing;
using Render.Worker.Identity;

namespace Render.Local.Cli.Commands;

/// <summary><c>render node --coordinator URL</c>.</summary>
internal static class NodeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var options = new NodeWords();
        var command = new TeachingCommand(
            "node",
            "Be a node: measure this machine, join a network, render what it gives, sign it, audit others. Ctrl-C finishes the task at hand and leaves; a second Ctrl-C leaves at once and gives it back.")
        {
            Examples =
            [
                ("render node --coordinator http://10.0.0.5:7070 --name attic-1 --operator me", "with every core of this machine"),
                ("render node --coordinator http://10.0.0.5:7070 --threads 4", "leaving the others to you"),
                ("render node --coordinator http://10.0.0.5:7070 --device cuda:1", "with the second GPU alone"),
                ("render node --coordinator http://10.0.0.5:7070 --choose best-pay", "choosing its work itself"),
                ("render node --coordinator http://10.0.0.5:7070 --serve-chunks 10.0.0.7:7071", "giving scene files to other nodes too"),
            ],
        };
        options.AddTo(command);
        command.Add(CommonOptions.Coordinator);
        command.Add(ExplainNode.Create(surroundings));
        command.Add(ShowNodeKey.Create(surroundings));
        command.Add(AttestNode.Create(surroundings));
        command.Add(ShowOffers.Create(surroundings));
        return command.Runs(surroundings, (context, cancellation) => Run(context, options, cancellation));
    }

    private static async Task<int> Run(CommandContext context, NodeWords words, CancellationToken drain)
    {
        var name = context.Words.GetValue(words.Name)!;
        context.Home.Create();
        var chosen = await DeviceChoice.Make(() => DeviceChooser.ChooseExact(context.Words.GetValue(CommonOptions.Device)!, context.Words.GetValue(words.Threads)));
        using var device = chosen.Device;
        using var operatorKey = context.Words.GetValue(words.OperatorKey) is { } keyFile ? OpenKey(keyFile.FullName) : null;
        var serve = context.Words.GetValue(words.Serve);
        var options = new NodeOptions
        {
            Coordinator = context.Words.GetValue(CommonOptions.Coordinator) ?? context.Address.Url,
            Home = context.Home.Node(FolderOf(name)),
            Name = name,
            Operator = OperatorOf(context.Words.GetValue(words.Operator) ?? name),
            OperatorKey = operatorKey,
            Region = context.Words.GetValue(words.Region)!,
            Jurisdiction = context.Words.GetValue(words.Jurisdiction)!,
            Attestation = context.Words.GetValue(words.Attestation) is { } file ? ReadAttestation(file.FullName) : null,
            Threads = context.Words.GetValue(words.Threads),
            Share = context.Words.GetValue(words.Share),
            AskPrice = context.Words.GetValue(words.Ask) ?? default,
            MinCreator = context.Words.GetValue(words.MinCreator),
            Choose = context.Words.GetValue(words.Choose),
            CacheBytes = (long)context.Words.GetValue(words.CacheMegabytes) << 20,
            CacheFolder = context.Words.GetValue(words.Cache)?.FullName,
            MachineFolder = context.Home.Path,
            Device = device,
            ChunkAddress = serve is null ? null : context.Words.GetValue(words.ServedAt) ?? new Uri($"http://{serve}"),
            ServeBytesPerSecond = (long)context.Words.GetValue(words.ServeMegabytes) << 20,
            Gateway = context.Words.GetValue(words.Gateway),
        };
        if (context.Words.GetValue(words.Forge) is var share and > 0)
            options = options with { EngineDecorator = engine => new ForgingEngine(engine, share) };
        context.Screen.Line($"node {options.Name} of {options.Operator} joins {options.Coordinator}; its key and cache are in {options.Home}");
        context.Screen.Line($"it traces on {device.Identity.Name}: {chosen.Why}");
        if (serve is not null)
            context.Screen.Line($"it serves scene files of jobs that it works on at {serve}, told as {options.ChunkAddress}: to nodes that the coordinator sends, and to nobody else");
        using var telemetry = TelemetryExport.Start("render-node", name, context.Surroundings.Variable);
        var agent = new NodeAgent(
            options, new NodeLines(context), new NodeParts { PeerServer = serve is null ? null : (desk, stop) => PeerServer.Start(desk, serve, stop) });
        using var heard = drain.Register(agent.Drain);
        try
        {
            var exit = await agent.RunAsync(context.Surroundings.Leave);
            return exit switch { NodeExit.Drained => ExitCode.Success, NodeExit.Banned => ExitCode.Failure, _ => ExitCode.Interrupted };
        }
        catch (NodeHomeInUseException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, e.Message, "Give this one another --name.", e);
        }
        catch (NodeKeyException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, e.Message, e.Fix, e);
        }
    }

    private static OperatorKey OpenKey(string path)
    {
        try
        {
            return OperatorKey.OpenOrCreate(path);
        }
        catch (NodeKeyException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, e.Message, e.Fix, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{path} cannot be read or made: {e.Message}", "Check the path of --operator-key.", e);
        }
    }

    private static byte[] ReadAttestation(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return PlaceStatement.TryDecode(bytes, out _)
                ? bytes
                : throw new CommandFailedException(ExitCode.BadInput, $"{path} is no attestation.", "Whoever attests makes one with `render node attest`.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{path} cannot be read: {e.Message}", "Check the path of --attestation.", e);
        }
    }

    /// <summary>The folder of a node, by its name.</summary>
    internal static string FolderOf(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));

    private static OperatorId OperatorOf(string text) => OperatorWord.TryParse(text, out var id)
        ? id
        : throw new CommandFailedException(ExitCode.Usage, $"'{text}' makes no operator's id.", "Write letters and digits: --operator me.");

    /// <summary>What the node says, line by line; progress is left to the coordinator's views.</summary>
    private sealed class NodeLines(CommandContext context) : INodeObserver
    {
        public void On(NodeEvent happened)
        {
            if (happened is not WorkProgressed)
                context.Screen.Line($"{context.Surroundings.Time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {happened.Text}");
        }
    }

    private sealed class NodeWords
    {
        public Option<string> Name { get; } = new("--name") { Description = "A name for people, and of the folder that keeps the key. Default: this machine's.", HelpName = "NAME", DefaultValueFactory = _ => Environment.MachineName };

        public Option<string?> Operator { get; } = new("--operator") { Description = "Who owns the node and is paid. Nodes of one operator never audit each other. Default: the node's name.", HelpName = "ID" };

        public Option<FileInfo?> OperatorKey { get; } = new("--operator-key")
        {
            Description = "File with the operator's key, made where there is none: the first node that joins with it takes the operator's name, and from then on no node without it joins under that name. Default: no key.",
            HelpName = "FILE",
        };

        public Option<string> Region { get; } = new("--region") { Description = "The region that it stands in, as the network's policy calls it: eu-west. The coordinator measures whether that can be.", HelpName = "REGION", DefaultValueFactory = _ => "local" };

        public Option<string> Jurisdiction { get; } = new("--jurisdiction")
        {
            Description = "The jurisdiction that it stands in, as a code of two capital letters: IE. Default: not said.",
            HelpName = "CODE",
            DefaultValueFactory = _ => "",
            CustomParser = Parsers.Of(PlaceOptions.Jurisdiction),
        };

        public Option<FileInfo?> Attestation { get; } = new("--attestation") { Description = "What an attestor of the network signed about where this node stands (`render node attest`). Default: nothing.", HelpName = "FILE" };

        public Option<int> Threads { get; } = new("--threads")
        {
            Description = "Threads to render with. Default: every core.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            CustomParser = Parsers.Of(Parsers.Whole(1, Environment.ProcessorCount, "threads of this machine")),
        };

        public Option<double> Share { get; } = new("--share")
        {
            Description = "Share of these threads' time that the node can count on, where others use the machine too: 0.5 for half. It scales the speed that the network is told. Default: 1.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 1,
            CustomParser = Parsers.Of(Parsers.SomeShare),
        };

        public Option<Tokens?> Ask { get; } = new("--ask") { Description = $"Lowest price of a work unit, in {Tokens.Symbol}. Default: any.", HelpName = "AMOUNT", CustomParser = Parsers.Of<Tokens?>(text => Parsers.Amount(text)) };

        public Option<double> MinCreator { get; } = new("--min-creator")
        {
            Description = "Work only for creators whose record (`render creators`) is at least this, 0 to 1. Newcomers have 0. Default: 0, anybody.",
            HelpName = "RECORD",
            CustomParser = Parsers.Of(Parsers.Share),
        };

        public Option<ChoiceWish?> Choose { get; } = new("--choose")
        {
            Description = "What to work on rather than on what the network gives: best-pay, cached-first, short-first, tier:TIER or job:ID. Where there is nothing of it, the node takes what it is given.",
            HelpName = "RULE",
            CustomParser = Parsers.Of<ChoiceWish?>(ChoiceWish.Parse),
        };

        public Option<int> CacheMegabytes { get; } = new("--cache-mb")
        {
            Description = "Most megabytes of scene files to keep on disk.",
            HelpName = "N",
            DefaultValueFactory = _ => 8_192,
            CustomParser = Parsers.Of(Parsers.Whole(16, 1 << 24, "megabytes")),
        };

        public Option<DirectoryInfo?> Cache { get; } = new("--cache") { Description = "Folder of the file cache; nodes of one machine may share it.", HelpName = "DIR" };

        public Option<IPEndPoint?> Serve { get; } = new("--serve-chunks")
        {
            Description = "Give files of scenes that this node works on to other nodes, at this address. Only to nodes with a grant of the coordinator for that file. Counted, not paid. Default: it gives none.",
            HelpName = "ADDRESS:PORT",
            CustomParser = Parsers.Of(Parsers.EndPoint),
        };

        public Option<Uri?> ServedAt { get; } = new("--serve-chunks-as")
        {
            Description = "What others call that address, where a router or a proxy with TLS stands between.",
            HelpName = "URL",
            CustomParser = Parsers.Url,
        };

        public Option<int> ServeMegabytes { get; } = new("--serve-mb")
        {
            Description = "Most megabytes a second to give to other nodes.",
            HelpName = "N",
            DefaultValueFactory = _ => 32,
            CustomParser = Parsers.Of(Parsers.Whole(1, 100_000, "megabytes a second")),
        };

        public Option<Uri?> Gateway { get; } = new("--ipfs-gateway")
        {
            Description = "An IPFS gateway to ask for chunks of scenes, by their CIDs, before the coordinator. What it sends is verified. Default: none is asked.",
            HelpName = "URL",
            CustomParser = Parsers.Url,
        };

        /// <summary>For tests and the demo: makes the node cheat.</summary>
        public Option<double> Forge { get; } = new("--forge") { Hidden = true, CustomParser = Parsers.Of(Parsers.Share) };

        public Option<bool> OnLeash { get; } = new(Leash.Option) { Hidden = true };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { Name, Operator, OperatorKey, Region, Jurisdiction, Attestation, Threads, CommonOptions.Device, Share, Ask, MinCreator, Choose, CacheMegabytes, Cache, Serve, ServedAt, ServeMegabytes, Gateway, Forge, OnLeash })
                command.Add(option);
        }
    }
}
