using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>What an entry is given: how many indices it runs for, and its arguments as ILGPU lays them out.</summary>
/// <remarks>
/// The first parameter is the number of indices; threads from there on return at once. An array view is its address and its length in elements, 16 bytes; a structure is its
/// fields in their order, each at a multiple of its size, and its own size is a multiple of its largest alignment.
/// </remarks>
internal sealed class PtxLaunch
{
    private static readonly MethodInfo Appearance = typeof(PtxLaunch).GetMethod(nameof(AppearanceOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly List<byte[]> arguments = [];

    /// <summary>A launch for indices 0 … count − 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="arguments">The kernel's arguments behind its index: numbers, structures of numbers, array views whose memory is this process's.</param>
    public PtxLaunch(int count, params object[] arguments)
    {
        Count = count;
        foreach (var argument in arguments.Prepend(count))
        {
            var bytes = new List<byte>();
            Pad(bytes, Write(bytes, argument));
            this.arguments.Add([.. bytes]);
        }
    }

    /// <summary>How many indices.</summary>
    public int Count { get; }

    /// <summary>The memory that the arguments' views show.</summary>
    public PtxMemory Memory { get; } = new();

    /// <summary>The arguments where an entry expects them.</summary>
    /// <exception cref="ArgumentException">It expects others.</exception>
    public byte[] ParametersOf(PtxFunction entry)
    {
        if (!entry.Parameters.Select(parameter => parameter.Bytes).SequenceEqual(arguments.Select(argument => argument.Length)))
            throw new ArgumentException($"{entry.Name} takes other parameters");
        var bytes = new byte[entry.Parameters[^1].Offset + entry.Parameters[^1].Bytes];
        for (var i = 0; i < arguments.Count; i++)
            arguments[i].CopyTo(bytes, entry.Parameters[i].Offset);
        return bytes;
    }

    /// <summary>Appends a value.</summary>
    /// <returns>Its alignment.</returns>
    private int Write(List<byte> bytes, object value)
    {
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>))
        {
            var (address, length, size) = ((nint, long, long))Appearance.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!;
            Memory.Add(address, size);
            return Math.Max(Write(bytes, address), Write(bytes, length));
        }
        if (NumberOf(value) is { } number)
        {
            Pad(bytes, number.Length);
            bytes.AddRange(number);
            return number.Length;
        }
        if (type.IsPrimitive)
            throw new ArgumentException($"a {type.Name} is no argument here");
        var fields = new List<byte>();
        var alignment = 1;
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(field => field.MetadataToken))
            alignment = Math.Max(alignment, Write(fields, field.GetValue(value)!));
        Pad(fields, alignment);
        Pad(bytes, alignment);
        bytes.AddRange(fields);
        return alignment;
    }

    private static byte[]? NumberOf(object value) => value switch
    {
        byte number => [number],
        int number => BitConverter.GetBytes(number),
        uint number => BitConverter.GetBytes(number),
        long number => BitConverter.GetBytes(number),
        ulong number => BitConverter.GetBytes(number),
        float number => BitConverter.GetBytes(number),
        nint number => BitConverter.GetBytes((long)number),
        _ => null,
    };

    private static (nint Address, long Length, long Bytes) AppearanceOf<T>(ArrayView<T> view)
        where T : unmanaged => (view.LoadEffectiveAddressAsPtr(), view.Length, view.LengthInBytes);

    private static void Pad(List<byte> bytes, int alignment)
    {
        while (bytes.Count % alignment != 0)
            bytes.Add(0);
    }
}
