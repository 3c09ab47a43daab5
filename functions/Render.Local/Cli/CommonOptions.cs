using System.CommandLine;
using Render.Local.Host;
using Render.Tracing.Ilgpu.Devices;

namespace Render.Local.Cli;

/// <summary>Options that more than one command has.</summary>
internal static class CommonOptions
{
    /// <summary>Results as JSON.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON on standard output; everything else goes to standard error." };

    /// <summary>Where errors come from.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show where an error comes from.", Recursive = true };

    /// <summary>Another coordinator than the one of this home folder.</summary>
    public static Option<Uri?> Coordinator { get; } = new("--coordinator")
    {
        Description = "The coordinator's address, such as http://127.0.0.1:7070. Default: the one started by `render up` with the same RENDER_HOME.",
        HelpName = "URL",
        CustomParser = Values.Parsers.Url,
    };

    /// <summary>The admin token of that coordinator.</summary>
    public static Option<string?> Token { get; } = new("--token")
    {
        Description = "The coordinator's admin token. Default: RENDER_TOKEN, or the one in the home folder.",
        HelpName = "TOKEN",
    };

    /// <summary>Where a network of this machine keeps its blobs.</summary>
    public static Option<StorageKind> Storage { get; } = new("--storage")
    {
        Description = "Where blobs are kept and wake-ups travel: files, or azurite for the Azure Storage emulator, which is installed, started and stopped with the network. A network stays with its first choice.",
        HelpName = "files|azurite",
        DefaultValueFactory = _ => StorageKind.Files,
        CustomParser = Values.Parsers.Of(Values.StorageText.Parse),
    };

    /// <summary>Whether a network's money is on a chain.</summary>
    public static Option<bool> Chain { get; } = new("--chain")
    {
        Description = "Settle on a local chain: caps are locked in the escrow contract, charges burned and paid, emission minted by contracts. Needs Nethereum from NuGet and anvil from npm, which ./render fetches.",
    };

    /// <summary>What to trace with.</summary>
    public static Option<DeviceRequest> Device { get; } = new("--device")
    {
        Description = "What to trace with: auto takes NVIDIA's GPUs where there are any and their bytes are right, else the processor. OpenCL's results are statistical: with it the node gets jobs that were submitted with --statistical.",
        HelpName = "auto|cpu|cuda[:N]|opencl[:N]",
        DefaultValueFactory = _ => DeviceRequest.Auto,
        CustomParser = Values.Parsers.Of(DeviceRequest.Parse),
    };

    /// <summary>The job an argument names.</summary>
    public static Argument<string> Job() => new("JOB") { Description = "The job's id, or the beginning of it; `render jobs` lists them." };

    /// <summary>Adds the options of a command that talks to a coordinator and reports.</summary>
    public static T Reporting<T>(this T command)
        where T : Command
    {
        command.Add(Json);
        return command.Talking();
    }

    /// <summary>Adds the options of a command that talks to a coordinator.</summary>
    public static T Talking<T>(this T command)
        where T : Command
    {
        command.Add(Coordinator);
        command.Add(Token);
        return command;
    }
}
