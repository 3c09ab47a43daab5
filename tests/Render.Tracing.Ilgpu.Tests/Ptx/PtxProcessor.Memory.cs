using System.Runtime.CompilerServices;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <content>Its accesses to memory.</content>
internal sealed unsafe partial class PtxProcessor
{
    /// <summary>A place in generic memory: local or global.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Generic(PtxInstruction* at, long address, int bytes) =>
        address >= GenericWindow ? Local(at, address - GenericWindow, bytes) : Global(at, address, bytes);

    /// <summary>A place in this thread's memory, within the frames that there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Local(PtxInstruction* at, long address, int bytes)
    {
        if (address < LocalStart || address + bytes > localEnd || (address & (bytes - 1)) != 0)
            throw Fault(at, address, bytes, "local");
        return local + address;
    }

    /// <summary>A place in global memory; the next one is often in the same piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Global(PtxInstruction* at, long address, int bytes)
    {
        var inside = (ulong)address - pieceStart;
        if (inside >= pieceBytes || inside + (ulong)bytes > pieceBytes)
            FindPiece(at, address, bytes);
        if ((address & (bytes - 1)) != 0)
            throw Fault(at, address, bytes, "global");
        return (byte*)address;
    }

    /// <summary>A place in global memory, whatever the address's space: threads share no other.</summary>
    private byte* Shared(PtxInstruction* at, long address, int bytes) => Global(at, address, bytes);

    private void FindPiece(PtxInstruction* at, long address, int bytes)
    {
        if (memory.Find((ulong)address, (ulong)bytes) is not { } piece)
            throw Fault(at, address, bytes, "global");
        (pieceStart, pieceBytes) = piece;
    }

    private static PtxException Fault(PtxInstruction* at, long address, int bytes, string space) =>
        new(at->Line, $"no {bytes} bytes of {space} memory at 0x{address:X}, or the address is no multiple of that");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Read(PtxType type, byte* place) => type switch
    {
        PtxType.B32 or PtxType.F32 or PtxType.U32 => *(uint*)place,
        PtxType.S32 => *(int*)place,
        PtxType.B64 or PtxType.U64 or PtxType.S64 => *(long*)place,
        PtxType.B8 or PtxType.U8 => *place,
        PtxType.S8 => *(sbyte*)place,
        PtxType.S16 => *(short*)place,
        _ => *(ushort*)place,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(PtxType type, byte* place, long value)
    {
        switch (PtxTypes.BytesOf(type))
        {
            case 1:
                *place = (byte)value;
                break;
            case 2:
                *(ushort*)place = (ushort)value;
                break;
            case 4:
                *(uint*)place = (uint)value;
                break;
            default:
                *(long*)place = value;
                break;
        }
    }

    private static void ReadVector(PtxFunction function, PtxInstruction* at, long* r, byte* place)
    {
        for (var i = 0; i < at->B; i++)
            r[function.Lists[at->Target + i]] = Read(at->Type, place + i * PtxTypes.BytesOf(at->Type));
    }

    private static void WriteVector(PtxFunction function, PtxInstruction* at, long* r, byte* place)
    {
        for (var i = 0; i < at->B; i++)
            Write(at->Type, place + i * PtxTypes.BytesOf(at->Type), r[function.Lists[at->Target + i]]);
    }
}
