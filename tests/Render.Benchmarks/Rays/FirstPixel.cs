using System.Diagnostics;
using System.Globalization;
using Render.Ingest.Images;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;

namespace Render.Benchmarks.Rays;

/// <summary>Loads a file and renders a frame of it, and tells when what was done and how much memory it took.</summary>
internal static class FirstPixel
{
    private const int Width = 640;
    private const int Height = 360;

    internal static async Task Run(string path)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan Since() => TimeProvider.System.GetLocalNow() - process.StartTime;
        var begun = Since();
        var name = Path.GetFileName(path);
        var file = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
        var read = Since();
        var loaded = GltfScene.Load(new MemoryPackageFiles(name, file), name, images: new UploadImageDecoder());
        var parsed = Since();
        var assets = SceneCompiler.Prepare(loaded.Assets);
        var prepared = Since();
        var scene = SceneCompiler.Compile(assets, loaded.At(0f, new() { Aspect = 16f / 9f }));
        var compiled = Since();
        var settings = new RenderSettings(Width, Height, 0, 8);
        TileRenderer.Render(scene, settings, new(0, 0, 8, 8), new(0, 1), 1);
        var first = Since();
        var processor = Environment.CpuUsage.TotalTime;
        TileRenderer.Render(scene, settings, new(0, 0, Width, Height), new(0, 1));
        var frame = Since();

        Print($"\n{name}: {assets.TriangleCount:N0} triangles, {file.Length / 1e6:f0} MB");
        Print($"  first pixel {first.TotalSeconds:f2} s after the process began, {processor.TotalSeconds:f2} s of processor (runtime {begun.TotalSeconds:f2}, reading {Between(begun, read)}, parsing {Between(read, parsed)}, trees and arrays {Between(parsed, prepared)}, frame {Between(prepared, compiled)}, first block {Between(compiled, first)})");
        Print($"  frame of {Width} × {Height}, one sample: {Between(first, frame)} s");
        PrintArrays(assets);
        Print($"  peak of the process: {PeakBytes() / 1e6:f0} MB, {(double)PeakBytes() / assets.TriangleCount:f0} bytes a triangle");
    }

    private static unsafe void PrintArrays(PreparedAssets assets)
    {
        var count = (double)assets.TriangleCount;
        double Each(long length, int size) => length * size / count;
        var nodes = Each(assets.Nodes.Length, sizeof(Render.Tracing.Acceleration.BvhNode));
        var packets = Each(assets.Packets.Length, sizeof(Render.Tracing.Acceleration.TrianglePacket));
        var triangles = Each(assets.Triangles.Length, sizeof(Render.Tracing.Views.TriangleRecord));
        var vertices = Each(assets.Vertices.Length, sizeof(Render.Tracing.Views.VertexRecord));
        Print($"  arrays, bytes a triangle: {nodes + packets + triangles + vertices:f1} (nodes {nodes:f1}, packets {packets:f1}, triangles {triangles:f1}, vertices {vertices:f1}); 4 bytes a texel");
    }

    private static string Between(TimeSpan from, TimeSpan to) => (to - from).TotalSeconds.ToString("f2", CultureInfo.InvariantCulture);

    /// <summary>The most memory this process ever had resident.</summary>
    private static long PeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
