using System.CommandLine;
using System.Globalization;
using System.Net;
using Render.Local.Cli.Values;
using Render.Local.Host;
using Render.Local.Storage;
using Render.Network.Scheduling;

namespace Render.Local.Cli.Commands;

/// <summary><c>render up</c>.</summary>
internal static class UpCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var words = new UpWords();
        var command = new TeachingCommand(
            "up",
            "Start a network on this machine and stay: a coordinator that keeps its books under RENDER_HOME, and nodes if asked for. Scenes dropped into its inbox folder become jobs. Ctrl-C stops it in order; nothing is lost either way.")
        {
            Examples =
            [
                ("render up --nodes 2", "with two nodes of this machine"),
                ("render up --listen 0.0.0.0", "open to nodes of other machines"),
                ("render up --region eu-west --jurisdiction IE --position 53.35,-6.26", "saying where the store stands, for jobs that are kept to places"),
                ("RENDER_HOME=/srv/render render up --port 7071", "another network beside the first"),
                ("render up --chain --nodes 2", "with its money on the chain of `render chain up`"),
                ("RENDER_HOME=/srv/azure render up --storage azurite", "one whose blobs and wake-ups go through Azure's own libraries"),
            ],
        };
        words.AddTo(command);
        return command.Runs(surroundings, (context, cancellation) => Run(context, words, cancellation));
    }

    private static async Task<int> Run(CommandContext context, UpWords words, CancellationToken cancellation)
    {
        var options = words.Read(context);
        using var telemetry = TelemetryExport.Start("render-coordinator", options.Home.Path, context.Surroundings.Variable);
        CoordinatorHost host;
        try
        {
            host = await CoordinatorHost.Start(options, context.Surroundings.Time, cancellation);
        }
        catch (CoordinatorRunningException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, e.Message, "", e);
        }
        await using (host)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var nodes = Task.CompletedTask;
            try
            {
                Tell(context, options, host, context.Words.GetValue(words.Nodes));
                nodes = KeepNodes(context, host, words.Place(context), context.Words.GetValue(words.Nodes), stop.Token);
                await Stay(host, cancellation);
                context.Screen.Note($"stopping in order ({context.Surroundings.StopReason()})…");
            }
            finally
            {
                await stop.CancelAsync();
                await nodes;
            }
        }
        return ExitCode.Success;
    }

    private static async Task Stay(CoordinatorHost host, CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        await using var heard = cancellation.Register(stopped.SetResult);
        if (await Task.WhenAny(stopped.Task, host.Background) == host.Background)
            await host.Background;
    }

    private static Task KeepNodes(CommandContext context, CoordinatorHost host, StorePlace place, int count, CancellationToken stop)
    {
        var fleet = new LocalFleet(count, Environment.ProcessorCount);
        return Task.WhenAll(Enumerable.Range(1, count).Select(i =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"node-{i}");
            return new NodeKeeper(name, () => StartNode(context, host, place, name, i, fleet), context.Surroundings.Time, context.Screen.Note).Run(stop);
        }));
    }

    private static ChildProcess StartNode(CommandContext context, CoordinatorHost host, StorePlace place, string name, int number, LocalFleet fleet) => ChildProcess.Start(
        name,
        ["node", "--coordinator", host.Address.Url.ToString(), "--name", name, "--operator", $"op{number}", .. Words(place), .. fleet.Words, Leash.Option],
        context.Home.Path, Path.Combine(context.Home.Path, "logs", name + ".log"));

    /// <summary>Nodes of this machine stand where its store does.</summary>
    private static IEnumerable<string> Words(StorePlace place)
    {
        if (place.Region.Length > 0)
            yield return $"--region={place.Region}";
        if (place.Jurisdiction.Length > 0)
            yield return $"--jurisdiction={place.Jurisdiction}";
    }

    private static void Tell(CommandContext context, CoordinatorOptions options, CoordinatorHost host, int nodes)
    {
        context.Screen.Line($"coordinator  {host.Address.Url}");
        context.Screen.Line($"home         {options.Home.Path}");
        if (options.Storage == StorageKind.Azurite)
            context.Screen.Line($"storage      Azurite; {options.Home.AzuriteFile} says how to look into it");
        if (options.Chain)
            context.Screen.Line($"chain        {options.Home.ChainFile} has its contracts; `render chain status` compares it with the book");
        context.Screen.Line($"inbox        {options.Home.Inbox}");
        context.Screen.Line($"token        in {options.Home.CoordinatorFile}, readable by you alone");
        if (nodes > 0)
            context.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"nodes        {nodes}, logging to {Path.Combine(options.Home.Path, "logs")}"));
        context.Screen.Line("Ctrl-C stops it. From another terminal: render submit SCENE --watch");
    }

    private sealed class UpWords
    {
        private readonly Option<int> _port = new("--port")
        {
            Description = "The port to listen on; 0: any free one.",
            HelpName = "P",
            DefaultValueFactory = _ => CoordinatorOptions.DefaultPort,
            CustomParser = Parsers.Of(Parsers.Whole(0, 65_535, "a port")),
        };

        private readonly Option<IPAddress> _listen = new("--listen")
        {
            Description = "The address to listen on. Default: loopback, so that only this machine reaches it.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = Parsers.Of(text => IPAddress.TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no address. Write 127.0.0.1, or 0.0.0.0 for all.")),
        };

        private readonly Option<TimeSpan?> _lease = new("--lease") { Hidden = true, CustomParser = Parsers.Of<TimeSpan?>(text => DurationText.Parse(text)) };

        private readonly Option<TimeSpan?> _heartbeat = new("--heartbeat") { Hidden = true, CustomParser = Parsers.Of<TimeSpan?>(text => DurationText.Parse(text)) };

        private readonly PlaceOptions _place = new();

        private readonly PolicyOption _policy = new();

        private readonly Option<bool> _leash = new(Leash.Option) { Hidden = true };

        public Option<int> Nodes { get; } = new("--nodes")
        {
            Description = "Nodes to start on this machine, which share its cores.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
            CustomParser = Parsers.Of(Parsers.Whole(0, 64, "nodes")),
        };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { Nodes, _port, _listen, CommonOptions.Storage, CommonOptions.Chain, _lease, _heartbeat, _leash })
                command.Add(option);
            _place.AddTo(command);
            _policy.AddTo(command);
        }

        public StorePlace Place(CommandContext context) => _place.Read(context.Words);

        public CoordinatorOptions Read(CommandContext context)
        {
            var policy = _policy.Read(context);
            var (lease, heartbeat) = (context.Words.GetValue(_lease), context.Words.GetValue(_heartbeat));
            return new CoordinatorOptions
            {
                Home = context.Home,
                Port = context.Words.GetValue(_port),
                Listen = context.Words.GetRequiredValue(_listen),
                Chain = context.Words.GetValue(CommonOptions.Chain),
                Storage = context.Words.GetValue(CommonOptions.Storage),
                Verbose = context.Words.GetValue(CommonOptions.Verbose),
                Lifecycle = options => options with
                {
                    Lease = lease ?? options.Lease,
                    Heartbeat = heartbeat ?? options.Heartbeat,
                    Store = Place(context),
                    Policy = policy ?? options.Policy,
                    AuditAnswer = lease is null ? options.AuditAnswer : 2 * lease.Value,
                },
            };
        }
    }
}
