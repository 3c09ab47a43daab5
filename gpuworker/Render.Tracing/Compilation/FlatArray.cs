using System.Runtime.CompilerServices;
using Render.Tracing.Scenes;

namespace Render.Tracing.Compilation;

/// <summary>A fixed-length array of unmanaged values at a 64-byte aligned address that never moves: what kernels read through pointers.</summary>
/// <typeparam name="T">Element type; its layout is the layout in memory.</typeparam>
public sealed unsafe class FlatArray<T>
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly byte[] _memory;

    /// <summary>A zeroed array.</summary>
    /// <param name="length">Elements, ≥ 0; length × element size must be below 2 GiB.</param>
    /// <exception cref="SceneException">It would not fit.</exception>
    public FlatArray(int length)
    {
        var bytes = (long)length * sizeof(T) + Alignment;
        if (bytes > Array.MaxLength)
            throw SceneValidation.Fault(SceneErrorCodes.LimitExceeded, $"{length} elements of {sizeof(T)} bytes do not fit into one array");
        _memory = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _memory[0]);
        Pointer = (T*)((address + (Alignment - 1)) & ~(nuint)(Alignment - 1));
        Length = length;
        HugePages.Advise(Pointer, (nuint)length * (nuint)sizeof(T));
        Array.Clear(_memory);
    }

    /// <summary>A copy of the elements.</summary>
    public FlatArray(ReadOnlySpan<T> elements)
        : this(elements.Length) => elements.CopyTo(Span);

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Bytes of the elements.</summary>
    public long Bytes => (long)Length * sizeof(T);

    /// <summary>The elements.</summary>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>Address of the first element; valid while this object is reachable.</summary>
    internal T* Pointer { get; }

    /// <summary>The element at an index, checked.</summary>
    public ref T this[int index] => ref Span[index];
}
