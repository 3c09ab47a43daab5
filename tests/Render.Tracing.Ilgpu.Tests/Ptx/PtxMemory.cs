namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Global memory: the pieces of this process's memory that a launch was given. An access outside of them is an error, as on a device that is asked to check.</summary>
internal sealed class PtxMemory
{
    private readonly List<(ulong Start, ulong Bytes)> pieces = [];

    /// <summary>Adds a piece.</summary>
    /// <param name="start">Its address.</param>
    /// <param name="bytes">Its size.</param>
    public void Add(nint start, long bytes) => pieces.Add(((ulong)start, (ulong)bytes));

    /// <summary>The piece that an access lies in.</summary>
    /// <returns>Null: there is none.</returns>
    public (ulong Start, ulong Bytes)? Find(ulong address, ulong bytes)
    {
        foreach (var piece in pieces)
            if (address >= piece.Start && address - piece.Start + bytes <= piece.Bytes)
                return piece;
        return null;
    }
}
