using System.CommandLine;
using Render.Worker.Client;

namespace Render.Local.Cli;

/// <summary>What a command works with: its words, its screen, its home, and the coordinator it talks to.</summary>
internal sealed class CommandContext(ParseResult words, Surroundings surroundings, Screen screen)
{
    /// <summary>What was typed.</summary>
    public ParseResult Words => words;

    /// <summary>The process.</summary>
    public Surroundings Surroundings => surroundings;

    /// <summary>Where results go.</summary>
    public Screen Screen => screen;

    /// <summary>The state's folder.</summary>
    public HomeFolder Home => field ??= HomeFolder.Find(surroundings.Variable);

    /// <summary>The coordinator that the options name, else the one whose address is in the home folder.</summary>
    /// <exception cref="CommandFailedException">None is known.</exception>
    public CoordinatorAddress Address => field ??= FindAddress();

    /// <summary>A client of <see cref="Address"/>.</summary>
    public AdminClient Connect() => Connect(Address);

    /// <summary>A client of a coordinator.</summary>
    public static AdminClient Connect(CoordinatorAddress address) => new(
        new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = address.Url,
            // Uploads and event streams last as long as they last; each command's token ends them.
            Timeout = Timeout.InfiniteTimeSpan,
        },
        address.Token.Length == 0 ? null : address.Token);

    private CoordinatorAddress FindAddress()
    {
        var token = words.GetValue(CommonOptions.Token) ?? surroundings.Variable("RENDER_TOKEN");
        var known = CoordinatorAddress.Read(Home.CoordinatorFile);
        if (words.GetValue(CommonOptions.Coordinator) is { } url)
            // The token in the home folder is for its own coordinator only: no other must learn it.
            return new CoordinatorAddress(url, token ?? (known?.Url == url ? known.Token : ""));
        return known is { } found
            ? found with { Token = token ?? found.Token }
            : throw new CommandFailedException(
                ExitCode.Unreachable,
                $"No coordinator is known: {Home.CoordinatorFile} does not exist.",
                "Start one with `render up --nodes 2`, or name one with --coordinator URL --token TOKEN.");
    }
}
