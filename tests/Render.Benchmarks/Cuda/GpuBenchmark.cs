using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ILGPU.Runtime.Cuda;
using Render.Ingest.Images;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Cuda;

/// <summary>Rays a second and frames on a GPU, beside the same tracer by hand in CUDA C++ where nvcc is there, which must give the same bytes.</summary>
internal static class GpuBenchmark
{
    private const string Usage =
        "gpu [SCENE.glb...] [--device cuda|emulated] [--size WxH] [--samples N] [--bounces N] [--triangles N,N] [--rounds N] [--nvcc COMPILER] [--json FILE] [--ptx FOLDER]";

    private static readonly string[] Modes = ["primary", "diffuse", "paths"];
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    /// <summary>The compiler on the path, or where CUDA puts it on Linux.</summary>
    private static string Nvcc =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/local/cuda/bin").Select(folder => Path.Combine(folder, "nvcc")).FirstOrDefault(File.Exists) ?? "nvcc";

    internal static async Task Run(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return;
        }

        if (Option(args, "--ptx", "") is { Length: > 0 } texts)
        {
            WritePtx(texts);
            return;
        }

        var isEmulated = Option(args, "--device", "cuda") == "emulated";
        var kind = isEmulated ? DeviceKind.Emulated : DeviceKind.Cuda;
        if (DeviceFinder.Find(kind, out var remark) is not [var device, ..])
        {
            Console.WriteLine($"no CUDA device: {remark}");
            Console.WriteLine("--device emulated runs the same on this processor, on small pictures, as a check of the benchmark itself");
            Environment.ExitCode = 3;
            return;
        }

        var size = Option(args, "--size", isEmulated ? "40x24" : "1920x1080").Split('x');
        var settings = new RenderSettings(
            int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture), Bounces: Number(args, "--bounces", 8));
        var samples = new TileSamples(0, Number(args, "--samples", isEmulated ? 2 : 16));
        var folder = Directory.CreateTempSubdirectory("gpu-benchmark").FullName;
        try
        {
            var (limits, architecture) = Facts(device);
            var peers = PeerBuilds.Compile(kind, Option(args, "--nvcc", isEmulated ? "g++" : Nvcc), architecture, folder, out var trouble);
            if (trouble.Length > 0)
                Console.WriteLine($"by hand: {trouble}");
            Console.WriteLine(FormattableString.Invariant(
                $"{device.Identity.Name}{(limits is null ? "" : $": {limits.BytesPerSecond / 1e9:f0} GB/s, {limits.FlopsPerSecond / 1e12:f1} Tflop/s")}; {settings.Width}×{settings.Height}, {samples.Count} samples, {settings.Bounces} bounces"));
            var all = new List<GpuFigures>();
            foreach (var (name, create) in Scenes(args, settings, isEmulated))
            {
                all.Add(Measure(device, limits, peers, name, create, settings, samples, Number(args, "--rounds", isEmulated ? 2 : 7), folder));
                Print(all[^1]);
            }

            if (Option(args, "--json", "") is { Length: > 0 } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all, Names)).ConfigureAwait(false);
            // A wrong byte is worth more than any speed.
            if (all.SelectMany(figures => figures.Modes).SelectMany(mode => mode.Peers).Any(peer => peer is { Build: "exact", IsSame: false }))
                Environment.ExitCode = 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes what the driver gets, for NVIDIA's tools, which need no device.</summary>
    private static void WritePtx(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, kernel) in new (string, Delegate)[] { ("paths", TraceKernel.Run), ("cast", RayKernel.Cast) })
            File.WriteAllText(Path.Combine(folder, $"{name}.ptx"), PtxSource.Of(kernel.Method, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78));
    }

    private static GpuFigures Measure(
        FoundDevice device, DeviceLimits? limits, PeerBuilds builds, string name, Func<(SceneAssets Assets, Snapshot Snapshot)> create, RenderSettings settings,
        TileSamples samples, int rounds, string folder)
    {
        var (source, snapshot) = create();
        var began = Stopwatch.GetTimestamp();
        var scene = SceneCompiler.Compile(SceneCompiler.Prepare(source), snapshot);
        var prepared = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        var meshes = DeviceMeshes.Build(scene.Assets);
        var built = Stopwatch.GetElapsedTime(began);
        var frame = Frame(device, scene, settings, samples);

        var launch = SceneDump.Launch(settings, samples, samples.Count);
        var dump = Path.Combine(folder, "scene.dump");
        SceneDump.Write(dump, scene, meshes, launch);
        using var own = new OwnTracer(device, scene, meshes, launch);
        var peers = builds.Builds.Select(build => (Build: build, Process: builds.Start(build, dump))).ToList();
        try
        {
            var modes = Modes.Select(mode => Measure(mode, own, peers, limits, rounds)).ToList();
            int[] others = device.Kind == DeviceKind.Cuda ? [3, 4, 5] : [];
            var bounds = others.Select(groups => new BoundFigures(groups, own.Measure("paths", 2, 1, groups).Min())).ToList();
            return new(
                device.Identity.Name, name, scene.Assets.TriangleCount, meshes.Nodes.Length + DeviceInstances.Build(scene, meshes).Nodes.Length, prepared.TotalSeconds,
                built.TotalSeconds, own.UploadTime.TotalMilliseconds, frame, modes, bounds);
        }
        finally
        {
            foreach (var (_, process) in peers)
                process.Dispose();
        }
    }

    /// <summary>Measures a kernel; ours and the others take turns, so that a clock that changes does so for all.</summary>
    private static ModeFigures Measure(string mode, OwnTracer own, List<(string Build, PeerProcess Process)> peers, DeviceLimits? limits, int rounds)
    {
        var counts = own.Count(mode);
        var expected = own.Result(mode);
        var isSame = peers.ConvertAll(peer => peer.Process.Result(mode).AsSpan().SequenceEqual(expected));
        var times = new List<double>();
        var figures = peers.ConvertAll(_ => new List<PeerFigures>());
        // Traversal alone takes a few milliseconds, of which launching must not be a part.
        var repeats = mode == "paths" ? 1 : 5;
        for (var round = 0; round < rounds; round++)
        {
            times.AddRange(own.Measure(mode, 1, repeats));
            for (var i = 0; i < peers.Count; i++)
                figures[i].Add(peers[i].Process.Measure(mode, 1, repeats));
        }

        var ms = Median(times);
        return new(
            mode, counts, ms, DeviceLimits.BytesOf(counts) / (ms / 1e3) / limits?.BytesPerSecond, DeviceLimits.FlopsOf(counts) / (ms / 1e3) / limits?.FlopsPerSecond,
            [.. peers.Select((peer, i) => new PeerResult(peer.Build, Median(figures[i].ConvertAll(one => one.MedianMs)), isSame[i], figures[i][^1]))]);
    }

    /// <summary>A frame through the product, once it has compiled the kernel, copied the scene and learned how much a launch may hold.</summary>
    private static double Frame(FoundDevice device, CompiledScene scene, RenderSettings settings, TileSamples samples)
    {
        using var gpu = new GpuDevice([device]);
        var region = new TileRegion(0, 0, settings.Width, settings.Height);
        int[] blocks = [.. Enumerable.Range(0, region.BlockCount)];
        var times = new List<double>();
        for (var run = -1; run < 3; run++)
        {
            var began = Stopwatch.GetTimestamp();
            gpu.Trace(scene, settings, region, samples, blocks, null, CancellationToken.None);
            if (run >= 0)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Median(times);
    }

    private static (DeviceLimits? Limits, string Architecture) Facts(FoundDevice device)
    {
        var (context, accelerator) = DeviceFinder.Open(device);
        using (context)
        using (accelerator)
        {
            var architecture = accelerator.Device is CudaDevice { Architecture: { } version } ? FormattableString.Invariant($"sm_{version.Major}{version.Minor}") : "";
            return (DeviceLimits.Of(accelerator.Device), architecture);
        }
    }

    private static IEnumerable<(string Name, Func<(SceneAssets, Snapshot)> Create)> Scenes(string[] args, RenderSettings settings, bool isEmulated)
    {
        yield return ("cornell", CornellBox.Create);
        foreach (var count in Option(args, "--triangles", isEmulated ? "3000" : "1000000,10000000").Split(',', StringSplitOptions.RemoveEmptyEntries))
            yield return ($"landscape {count}", () => Landscape.Create(int.Parse(count, CultureInfo.InvariantCulture)));
        foreach (var file in args.Where(argument => argument.EndsWith(".glb", StringComparison.Ordinal)))
            yield return (Path.GetFileName(file), () => Load(file, settings));
    }

    private static (SceneAssets, Snapshot) Load(string file, RenderSettings settings)
    {
        var loaded = GltfScene.Load(new MemoryPackageFiles("scene.glb", File.ReadAllBytes(file)), "scene.glb", images: new UploadImageDecoder());
        return (loaded.Assets, loaded.At(0f, new() { Aspect = Real.FromInt32(settings.Width) / Real.FromInt32(settings.Height) }));
    }

    private static void Print(GpuFigures figures)
    {
        Line($"");
        Line($"{figures.Scene}: {figures.Triangles:N0} triangles, {figures.Nodes:N0} nodes; prepared in {figures.PrepareSeconds:f2} s, trees for the device in {figures.BuildSeconds:f2} s, copied in {figures.UploadMs:f1} ms; a frame takes {figures.FrameMs:f1} ms");
        Line($"  {"",-8}{"rays",12}{"ms",10}{"Mrays/s",10}{"nodes",8}{"triangles",11}{"bytes a ray",13}{"of memory",11}{"of binary32",13}");
        foreach (var mode in figures.Modes)
            Line($"  {mode.Mode,-8}{mode.Counts.Rays,12:N0}{mode.Ms,10:f3}{mode.MraysPerSecond,10:f1}{mode.NodesPerRay,8:f1}{mode.TrianglesPerRay,11:f1}{mode.BytesPerRay,13:f0}{Percent(mode.BandwidthShare),11}{Percent(mode.FlopsShare),13}");
        foreach (var bound in figures.Bounds)
            Line($"  paths    for {bound.Groups} groups a multiprocessor{bound.Ms,9:f3} ms");
        foreach (var mode in figures.Modes.Where(mode => mode.Peers.Count > 0))
        {
            var exact = mode.Peers.FirstOrDefault(peer => peer.Build == "exact");
            foreach (var peer in mode.Peers)
                Line($"  {mode.Mode,-8} by hand, {peer.Build,-6}{peer.Ms,10:f3} ms   ours is {peer.Ms / mode.Ms:p1} of its speed{(peer.Build == "exact" ? peer.IsSame ? ", same bytes" : ", OTHER BYTES" : exact is null ? "" : FormattableString.Invariant($", exact is {peer.Ms / exact.Ms:p1} of its speed"))}   {peer.Figures.Registers} registers, {peer.Figures.LocalBytes} B local, {peer.Figures.ResidentThreads} threads resident");
        }
    }

    private static string Percent(double? share) => share is { } known ? FormattableString.Invariant($"{known:p0}") : "unknown";

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int Number(string[] args, string name, int absent) => int.Parse(Option(args, name, absent.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;

    private static void Line(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
