namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A decoded instruction. Operands are places in the frame's registers, where constants lie too.</summary>
internal struct PtxInstruction
{
    /// <summary>What it does.</summary>
    public PtxOpcode Opcode;

    /// <summary>The type that a memory access has, or a conversion's source.</summary>
    public PtxType Type;

    /// <summary>Whether a thread came here.</summary>
    public bool IsVisited;

    /// <summary>Where the result goes; −1: nowhere. For a vector, the place of its first element in the function's lists; for a call, the number of its site.</summary>
    public int Target;

    /// <summary>The first operand.</summary>
    public int A;

    /// <summary>The second operand; for a vector, how many elements; for a conversion of integers, the result's <see cref="PtxType"/>.</summary>
    public int B;

    /// <summary>The third operand.</summary>
    public int C;

    /// <summary>The line of the text, from 1.</summary>
    public int Line;

    /// <summary>A branch's target, or what is added to an address.</summary>
    public long Offset;
}

/// <summary>What special registers hold.</summary>
internal enum PtxSpecial
{
    /// <summary>The thread's number in its group.</summary>
    ThreadX,

    /// <summary>Threads of a group.</summary>
    GroupThreadsX,

    /// <summary>The group's number.</summary>
    GroupX,

    /// <summary>Groups.</summary>
    GroupsX,

    /// <summary>The thread's number in its warp.</summary>
    Lane,

    /// <summary>Numbers along the second and third dimension, which launches here do not have.</summary>
    Zero,

    /// <summary>Sizes along the second and third dimension.</summary>
    One,
}
