using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using Render.Tracing.Ilgpu.Kernels;

namespace Render.Tracing.Ilgpu.Tests.Kernels;

public sealed partial class PtxSourceTests
{
    /// <summary>So that what is executed of one of them stands for all.</summary>
    [Fact]
    public void OfTracing_OldestAndNewestDevice_GivesTheSameInstructions() => Assert.Equal(
        Instructions(PtxSource.OfTracing(CudaArchitecture.SM_70, CudaInstructionSet.ISA_60)),
        Instructions(PtxSource.OfTracing(CudaArchitecture.SM_120, CudaInstructionSet.ISA_87)));

    /// <summary>The lines behind the header, without the numbers by which ILGPU tells names apart: they go on from one compilation of a process to the next.</summary>
    private static IEnumerable<string> Instructions(string text)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return text.Split('\n')
            .Where(line => !line.StartsWith(".version", StringComparison.Ordinal) && !line.StartsWith(".target", StringComparison.Ordinal))
            .Select(line => NameNumber().Replace(line, match => Numbered(numbers, match.Value)));
    }

    private static string Numbered(Dictionary<string, int> numbers, string name)
    {
        numbers.TryAdd(name, numbers.Count);
        return string.Create(CultureInfo.InvariantCulture, $"_{numbers[name]}");
    }

    [GeneratedRegex("_[0-9]+")]
    private static partial Regex NameNumber();
}
