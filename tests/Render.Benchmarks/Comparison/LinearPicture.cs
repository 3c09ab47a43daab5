using System.Runtime.InteropServices;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;

namespace Render.Benchmarks.Comparison;

/// <summary>A picture in linear Rec. 709.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Samples">RGB, rows from the top.</param>
internal sealed record LinearPicture(int Width, int Height, float[] Samples)
{
    /// <summary>Reads the samples of a file of 32-bit floats.</summary>
    public static LinearPicture Read(string path, int width, int height)
    {
        var samples = new float[3 * width * height];
        using var file = File.OpenRead(path);
        file.ReadExactly(MemoryMarshal.AsBytes(samples.AsSpan()));
        return new(width, height, samples);
    }

    /// <summary>Writes it as OpenEXR.</summary>
    public void Write(string path)
    {
        using var file = File.Create(path);
        ExrWriter.Write(file, Width, Height, MemoryMarshal.Cast<float, Float3>(Samples.AsSpan()));
    }

    /// <summary>The mean of a channel.</summary>
    public double Mean(int channel)
    {
        var sum = 0.0;
        for (var i = channel; i < Samples.Length; i += 3)
            sum += Samples[i];
        return sum * 3 / Samples.Length;
    }

    /// <summary>Mean square of the difference.</summary>
    public double SquareError(LinearPicture other) => Average(other, (a, b) => (a - b) * (a - b));

    /// <summary>Mean of (a − b)² / (b² + 0.01): F. Rousselle et al., "Adaptive Sampling and Reconstruction using Greedy Error Minimization", 2011.</summary>
    public double RelativeSquareError(LinearPicture reference) => Average(reference, (a, b) => (a - b) * (a - b) / (b * b + 0.01));

    private double Average(LinearPicture other, Func<double, double, double> of)
    {
        var sum = 0.0;
        for (var i = 0; i < Samples.Length; i++)
            sum += of(Samples[i], other.Samples[i]);
        return sum / Samples.Length;
    }
}
