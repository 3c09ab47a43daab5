namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>
/// Executes PTX on this processor as the PTX ISA says (version 7.8), to the last bit. Threads do not see each other but by atomic additions to global memory.
/// </summary>
/// <remarks>
/// What the manual leaves open is made visible: a NaN that an operation makes is 0x7FFFFFFF as on NVIDIA's devices, which x86's is not; what is read before it is written has
/// all bits set; a division by zero, an address outside of the launch's memory or not a multiple of the access's size is an error.
/// </remarks>
internal static class PtxMachine
{
    /// <summary>Runs an entry.</summary>
    /// <param name="program">The program.</param>
    /// <param name="launch">The arguments.</param>
    /// <param name="groupThreads">Threads of a group.</param>
    /// <param name="workers">Threads of this process.</param>
    /// <param name="mostInstructions">Instructions of a thread at most.</param>
    /// <returns>Instructions executed.</returns>
    /// <exception cref="PtxException">What it does has no defined outcome, or takes more than a thread has.</exception>
    public static long Run(PtxProgram program, PtxLaunch launch, int groupThreads = 64, int workers = 2, long mostInstructions = 1L << 32)
    {
        var entry = program.Entry;
        var parameters = launch.ParametersOf(entry);
        var groups = (launch.Count + groupThreads - 1) / groupThreads;
        long instructions = 0;
        try
        {
            Parallel.For(
                0,
                groups,
                new ParallelOptions { MaxDegreeOfParallelism = workers },
                () => new PtxProcessor(launch.Memory, mostInstructions),
                (group, _, processor) =>
                {
                    for (var thread = 0; thread < groupThreads; thread++)
                        processor.Run(entry, parameters, new(thread, groupThreads, group, groups));
                    return processor;
                },
                processor =>
                {
                    Interlocked.Add(ref instructions, processor.Instructions);
                    processor.Dispose();
                });
        }
        catch (AggregateException failures) when (failures.InnerExceptions[0] is PtxException first)
        {
            throw new PtxException(first.Line, first.Reason);
        }
        return instructions;
    }
}

/// <summary>Where a thread stands in its launch.</summary>
/// <param name="Thread">Its number in its group.</param>
/// <param name="GroupThreads">Threads of a group.</param>
/// <param name="Group">Its group's number.</param>
/// <param name="Groups">Groups.</param>
internal readonly record struct PtxThread(int Thread, int GroupThreads, int Group, int Groups);
