using System.Globalization;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Which device a person asks for: <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, <c>opencl</c>, <c>opencl:0</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Kind">The kind of GPU; null: the processor, or whatever is best.</param>
/// <param name="Index">Which one of its kind; null: all that go together.</param>
public sealed record DeviceRequest(string Text, DeviceKind? Kind, int? Index)
{
    /// <summary>What may be asked for, in words.</summary>
    public const string Forms = "auto, cpu, cuda, cuda:N, opencl or opencl:N";

    /// <summary>The best that is exact.</summary>
    public static DeviceRequest Auto { get; } = new("auto", null, null);

    /// <summary>The processor.</summary>
    public static DeviceRequest Cpu { get; } = new("cpu", null, null);

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none of <see cref="Forms"/>.</exception>
    public static DeviceRequest Parse(string text)
    {
        var plain = text.Trim().ToLowerInvariant();
        if (plain == Auto.Text)
            return Auto;
        if (plain == Cpu.Text)
            return Cpu;
        var parts = plain.Split(':');
        DeviceKind? kind = parts[0] switch { "cuda" => DeviceKind.Cuda, "opencl" => DeviceKind.OpenCL, "emulated" => DeviceKind.Emulated, _ => null };
        if (kind is null || parts.Length > 2)
            throw new FormatException($"'{text}' is no device. Write {Forms}.");
        if (parts.Length == 1)
            return new(plain, kind, null);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(plain, kind, index)
            : throw new FormatException($"'{text}' is no device: {parts[1]} is not a number. Write {Forms}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
