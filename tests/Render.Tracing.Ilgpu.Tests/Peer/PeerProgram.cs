using Render.Benchmarks.Cuda;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;

namespace Render.Tracing.Ilgpu.Tests.Peer;

/// <summary>The peer, compiled once by g++.</summary>
public sealed class PeerProgram : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("peer").FullName;
    private bool isCompiled;

    /// <summary>Traces a scene with it; the layout is that of <c>peer.cu</c>.</summary>
    internal long[] Trace(CompiledScene scene, TraceLaunch launch)
    {
        var program = Path.Combine(folder, "peer");
        if (!isCompiled)
            isCompiled = PeerProcess.TryCompile("g++", ["-O2", "-std=c++14", "-ffp-contract=off", "-x", "c++"], program, out var said) ? true : throw new InvalidOperationException(said);
        var dump = Path.Combine(folder, "scene.dump");
        SceneDump.Write(dump, scene, DeviceMeshes.Build(scene.Assets), launch);
        using var peer = new PeerProcess(program, dump);
        return peer.Result("paths");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary>A fact that needs g++ on an x64 machine.</summary>
public sealed class PeerFactAttribute : FactAttribute
{
    /// <summary>Skips where there is none.</summary>
    public PeerFactAttribute() => Skip = PeerCompiler.Missing;
}

/// <summary>A theory that needs g++.</summary>
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where there is none.</summary>
    public PeerTheoryAttribute() => Skip = PeerCompiler.Missing;
}

internal static class PeerCompiler
{
    /// <summary>Why the peer cannot be compiled here; null: it can.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "g++")))
            ? null
            : "g++ is not installed";
}
