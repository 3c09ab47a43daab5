using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Render.Local.Cli.Views;
using Render.Network.Messages;
using Render.Network.Scheduling;
using Render.Tracing.Acceleration;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Rendering;
using Render.Worker.Client;
using Render.Worker.Machine;

namespace Render.Local.Cli.Commands;

/// <summary><c>render doctor</c>: what this machine has, what a node would trace with, and what is missing.</summary>
internal static class DoctorCommand
{
    private const string Good = "ok";
    private const string Missing = "missing";
    private const string Bad = "broken";
    private const long LeastFree = 2L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new TeachingCommand("doctor", "Look at this machine: what it has, which device a node would trace with and why, and what is missing. Every GPU that is found traces a small picture, which is compared with the processor's byte for byte.")
        {
            Examples = [("render doctor", "before running a node"), ("render doctor --device cuda:1", "whether that GPU could be used")],
        };
        command.Add(CommonOptions.Device);
        command.Add(CommonOptions.Json);
        return command.Runs(surroundings, (context, cancellation) => Task.Run(() => Run(context, cancellation), cancellation));
    }

    private static async Task<int> Run(CommandContext context, CancellationToken cancellation)
    {
        var request = context.Words.GetValue(CommonOptions.Device)!;
        var machine = MachineFacts.Read();
        List<Finding> findings = [Processor(machine), Memory(machine), Runtime(), Home(context)];
        findings.AddRange(Devices(DeviceKind.Cuda, "NVIDIA GPU"));
        findings.AddRange(Devices(DeviceKind.OpenCL, "OpenCL"));
        string? device = null;
        string why;
        try
        {
            var chosen = DeviceChooser.Choose(request, Environment.ProcessorCount);
            (device, why) = (chosen.Device.Identity.Name, chosen.Why);
            chosen.Device.Dispose();
        }
        catch (DeviceException e)
        {
            why = e.Message;
        }

        findings.AddRange(await Places(context, cancellation));
        var sound = device is not null && findings.TrueForAll(finding => finding.State != Bad);
        if (context.Screen.AsJson)
        {
            context.Screen.Json(new Report(findings, request.Text, device, why), CommandJson.Options);
        }
        else
        {
            context.Screen.Table(new Listing(["", "state", "what"], [.. findings.Select(finding => (IReadOnlyList<string>)[finding.Subject, finding.State, finding.Detail])], ""));
            context.Screen.Line();
            context.Screen.Line(device is null ? $"With --device {request} a node could not trace: {why}" : $"A node would trace on {device}: {why}.");
        }

        return sound ? ExitCode.Success : ExitCode.Failure;
    }

    private static Finding Processor(MachineFacts machine)
    {
        var vectors = WideCaster.IsSupported ? "8-wide vectors (AVX2, FMA)" : "no AVX2 with FMA, so rays go one box at a time, some three times slower";
        return new("processor", Good, string.Create(CultureInfo.InvariantCulture, $"{machine.CpuModel}, {machine.Cores} threads, {machine.Architecture}; {vectors}"));
    }

    private static Finding Memory(MachineFacts machine) =>
        new("memory", Good, string.Create(CultureInfo.InvariantCulture, $"{machine.MemoryBytes / 1073741824.0:F1} GiB; a node takes scenes of up to half of it"));

    private static Finding Runtime() => new("system", Good, $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}");

    private static Finding Home(CommandContext context)
    {
        try
        {
            context.Home.Create();
            var probe = Path.Combine(context.Home.Path, $".probe.{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            var free = new DriveInfo(context.Home.Path).AvailableFreeSpace;
            var text = string.Create(CultureInfo.InvariantCulture, $"{context.Home.Path}, {free / 1073741824.0:F1} GiB free");
            return free >= LeastFree ? new("home folder", Good, text) : new("home folder", Bad, $"{text}: too little for scenes and results; free some, or point RENDER_HOME elsewhere");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("home folder", Bad, $"{context.Home.Path} cannot be written: {e.Message} Point RENDER_HOME to a folder that can.");
        }
    }

    /// <summary>Where the network takes this machine's nodes to stand; nothing where no coordinator of this home answers.</summary>
    private static async Task<List<Finding>> Places(CommandContext context, CancellationToken cancellation)
    {
        if (CoordinatorAddress.Read(context.Home.CoordinatorFile) is not { } coordinator)
            return [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var nodes = await CommandContext.Connect(coordinator).Get<IReadOnlyList<NodeView>>("/v1/nodes", limit.Token);
            return
            [
                .. nodes.Where(node => node.Place is not null && Directory.Exists(context.Home.Node(NodeCommand.FolderOf(node.Name))))
                    .Select(node => new Finding(
                        $"node {node.Name}", node.Place!.Doubt == PlaceDoubt.Contradicted ? Bad : Good,
                        $"{PlaceText.Of(node)}, round trip {PlaceText.RoundTrip(node.Place)}: {node.Place.Sentence}")),
            ];
        }
        catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return [];
        }
    }

    private static IEnumerable<Finding> Devices(DeviceKind kind, string subject)
    {
        var found = DeviceFinder.Find(kind, out var remark);
        foreach (var device in found)
            yield return Checked(device);
        if (remark is not null)
            yield return new(subject, Missing, remark);
    }

    private static Finding Checked(FoundDevice device)
    {
        var identity = device.Identity;
        var text = string.Create(CultureInfo.InvariantCulture, $"{identity.Name}, {identity.MemoryBytes / 1073741824.0:F1} GiB, {DeviceClasses.NameOf(identity.Class)}");
        if (!identity.IsExact)
            return new(device.Key, Good, $"{text}; statistical: for render trace, and for jobs submitted with --statistical");
        using var gpu = new GpuDevice([device]);
        return DeviceCheck.Fault(gpu, Environment.ProcessorCount) is { } fault
            ? new(device.Key, Bad, $"{text}; {fault}")
            : new(device.Key, Good, $"{text}; exact: its bytes are the processor's");
    }

    private sealed record Finding(string Subject, string State, string Detail);

    private sealed record Report(IReadOnlyList<Finding> Findings, string Asked, string? Device, string Why);
}
