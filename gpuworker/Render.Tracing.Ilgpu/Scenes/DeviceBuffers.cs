using ILGPU;
using ILGPU.Runtime;

namespace Render.Tracing.Ilgpu.Scenes;

/// <summary>Buffers of one device that go together.</summary>
internal sealed class DeviceBuffers(Accelerator accelerator) : IDisposable
{
    private readonly List<MemoryBuffer> buffers = [];

    /// <summary>Bytes taken.</summary>
    public long Bytes { get; private set; }

    /// <summary>Copies values to the device; a buffer without values has one place, since devices have no empty ones.</summary>
    public unsafe ArrayView<T> Upload<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var buffer = accelerator.Allocate1D<T>(Math.Max(values.Length, 1));
        buffers.Add(buffer);
        Bytes += buffer.LengthInBytes;
        if (values.Length > 0)
            buffer.View.BaseView.SubView(0, values.Length).CopyFromCPU(accelerator.DefaultStream, values);
        return buffer.View.BaseView;
    }

    public void Dispose()
    {
        foreach (var buffer in buffers)
            buffer.Dispose();
        buffers.Clear();
    }
}
