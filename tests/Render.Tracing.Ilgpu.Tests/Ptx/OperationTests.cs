using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using Render.Tracing.Ilgpu.Kernels;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>
/// The operations that the tracer's arithmetic is made of: by ILGPU's emulator and by the text that NVIDIA's driver gets they give the CPU's bits, where NaNs are one.
/// </summary>
/// <remarks>
/// 64 results for each of 140,608 triples of special numbers (all pairs among them), of 2,500,000 random triples by PTX, and of 3,400,000, more than 10⁷ bit patterns, by
/// the emulator.
/// </remarks>
public sealed class OperationTests
{
    private delegate void Triples(long index, Span<int> triple);

    [Fact]
    public void Ptx_SpecialTriples_AreTheCpus() => ComparePtx(OperationNumbers.SpecialTriple, OperationNumbers.SpecialTriples);

    [Fact]
    public void Ptx_RandomTriples_AreTheCpus() => ComparePtx(OperationNumbers.RandomTriple, 2_500_000);

    [Fact]
    public void Emulated_SpecialTriples_AreTheCpus() => CompareEmulated(OperationNumbers.SpecialTriple, OperationNumbers.SpecialTriples);

    [Fact]
    public void Emulated_RandomTriples_AreTheCpus() => CompareEmulated(OperationNumbers.RandomTriple, 3_400_000);

    private static void ComparePtx(Triples triples, long count)
    {
        var program = PtxProgram.Parse(PtxSource.Of(((Delegate)OperationKernel.Run).Method, CudaArchitecture.SM_86, CudaInstructionSet.ISA_78));
        using var context = Context.Create(builder => builder.CPU(new CPUDevice(2, 1, 1)));
        using var memory = context.Devices[0].CreateAccelerator(context);
        Compare(memory, triples, count, (batch, numbers, results) => PtxMachine.Run(program, new(batch, numbers, results)));
    }

    private static void CompareEmulated(Triples triples, long count)
    {
        using var context = Context.Create(builder => builder.KernelOptions().CPU(new CPUDevice(2, 1, 1)));
        using var accelerator = context.Devices[0].CreateAccelerator(context);
        var kernel = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>>(OperationKernel.Run);
        Compare(accelerator, triples, count, (batch, numbers, results) =>
        {
            kernel(batch, numbers, results);
            accelerator.Synchronize();
        });
    }

    private static void Compare(Accelerator accelerator, Triples triples, long count, Action<int, ArrayView<int>, ArrayView<int>> run)
    {
        const int Batch = 1 << 15;
        var numbers = new int[3 * Batch];
        using var numbersBuffer = accelerator.Allocate1D<int>(3 * Batch);
        using var resultsBuffer = accelerator.Allocate1D<int>(OperationKernel.Count * Batch);
        var results = new int[OperationKernel.Count * Batch];
        for (long done = 0; done < count; done += Batch)
        {
            var batch = (int)Math.Min(Batch, count - done);
            Parallel.For(0, batch, i => triples(done + i, numbers.AsSpan(3 * i, 3)));
            numbersBuffer.CopyFromCPU(numbers);
            run(batch, numbersBuffer.View.BaseView, resultsBuffer.View.BaseView);
            resultsBuffer.CopyToCPU(results);
            Parallel.For(0, batch, i => Check(numbers.AsSpan(3 * i, 3), results.AsSpan(OperationKernel.Count * i, OperationKernel.Count)));
        }
    }

    private static void Check(ReadOnlySpan<int> triple, ReadOnlySpan<int> actual)
    {
        var host = new HostResults { Bits = new int[OperationKernel.Count] };
        OperationKernel.Compute(ref host, triple[0], triple[1], triple[2]);
        for (var operation = 0; operation < OperationKernel.Count; operation++)
        {
            var (expected, found) = (host.Bits[operation], actual[operation]);
            if (expected != found && !(operation < OperationKernel.Floats && IsNaN(expected) && IsNaN(found)))
                Assert.Fail($"operation {operation} of {triple[0]:X8}, {triple[1]:X8}, {triple[2]:X8}: {expected:X8} on the CPU, {found:X8} here");
        }
    }

    private static bool IsNaN(int bits) => (bits & 0x7FFFFFFF) > 0x7F800000;

    private struct HostResults : IOperationResults
    {
        public int[] Bits;

        public readonly void Put(int operation, int bits) => Bits[operation] = bits;
    }
}
