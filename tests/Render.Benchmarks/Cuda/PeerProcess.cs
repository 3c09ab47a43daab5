using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Render.Benchmarks.Cuda;

/// <summary>What <c>peer.cu</c> says of a measurement.</summary>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="LocalBytes">Bytes of local memory of a thread: its stack, and what did not fit into registers.</param>
/// <param name="ResidentThreads">Threads that a multiprocessor holds at once.</param>
/// <param name="MedianMs">Median time of a launch.</param>
internal sealed record PeerFigures(string Device, int Exact, int Registers, int LocalBytes, int ResidentThreads, double MinMs, double MedianMs);

/// <summary>A compiled <c>peer.cu</c> that holds a scene and measures when it is told to.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    private readonly Process process;
    private readonly string folder;

    /// <summary>Starts it on a dump.</summary>
    public PeerProcess(string program, string dump)
    {
        folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        process = Process.Start(new ProcessStartInfo(program, [dump]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Where its source lies.</summary>
    public static string Source => Path.Combine(AppContext.BaseDirectory, "Cuda", "peer.cu");

    /// <summary>Compiles the source.</summary>
    /// <param name="compiler">nvcc, or g++ for this processor.</param>
    /// <param name="arguments">Its arguments beside the files.</param>
    /// <param name="program">Where the program goes.</param>
    /// <param name="what">What the compiler said, or that there is none.</param>
    /// <returns>Whether there is a program now.</returns>
    public static bool TryCompile(string compiler, string[] arguments, string program, out string what)
    {
        try
        {
            using var build = Process.Start(new ProcessStartInfo(compiler, [.. arguments, Source, "-o", program]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = build.StandardOutput.ReadToEndAsync();
            what = build.StandardError.ReadToEnd() + output.GetAwaiter().GetResult();
            build.WaitForExit();
            return build.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            what = $"{compiler} is not installed";
            return false;
        }
    }

    /// <summary>Measures.</summary>
    /// <param name="mode">paths, primary or diffuse.</param>
    /// <param name="runs">Runs; the figures are over them.</param>
    /// <param name="repeats">Launches of a run.</param>
    public PeerFigures Measure(string mode, int runs, int repeats) => Ask(mode, runs, repeats, "-");

    /// <summary>What comes of a launch: see the source.</summary>
    public long[] Result(string mode)
    {
        var file = Path.Combine(folder, Path.GetRandomFileName());
        Ask(mode, 1, 1, file);
        var result = MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(file)).ToArray();
        File.Delete(file);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private PeerFigures Ask(string mode, int runs, int repeats, string file)
    {
        process.StandardInput.WriteLine(FormattableString.Invariant($"{mode} {runs} {repeats} {file}"));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(process.StandardError.ReadToEnd().Trim());
        return JsonSerializer.Deserialize<PeerFigures>(answer, Names)!;
    }
}
