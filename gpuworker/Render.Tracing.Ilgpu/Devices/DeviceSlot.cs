using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>One device, opened when it is first needed and again when it is lost; holds the scene that it traced last.</summary>
/// <param name="device">Which.</param>
/// <param name="before">Called before each step, for tests that let one fail; null: nothing.</param>
internal sealed class DeviceSlot(FoundDevice device, Action<DeviceStep>? before = null) : IDisposable
{
    private Context? context;
    private Accelerator? accelerator;
    private DeviceLaunches? launches;
    private DeviceScene? scene;

    /// <summary>Which device.</summary>
    public FoundDevice Device => device;

    /// <summary>Traces what the work has left, until it is empty.</summary>
    /// <exception cref="DeviceException">It does not fit, or the device failed twice.</exception>
    public void Trace(CompiledScene frame, DeviceMeshes meshes, TraceWork work, CancellationToken cancellation)
    {
        for (var isRetry = false; ; isRetry = true)
        {
            try
            {
                Open();
                // Callers come on threads of their own, and a device is current to one.
                accelerator!.Bind();
                Show(frame, meshes);
                before?.Invoke(DeviceStep.Launch);
                launches!.Trace(scene!, work, cancellation);
                return;
            }
            catch (Exception e) when (IsMemory(e))
            {
                Close();
                if (isRetry)
                    throw new DeviceException(true, $"{device.Identity.Name} has no room for the frame: another program may be using its memory. ({e.Message})", e);
            }
            catch (Exception e) when (e is AcceleratorException or InternalCompilerException or NotSupportedException)
            {
                Close();
                // A driver that was reset, or a card that fell off the bus and came back, works again in a new context.
                if (isRetry)
                    throw new DeviceException(false, $"{device.Identity.Name} failed twice: {e.Message} Its driver's log says more; --device cpu works without it.", e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Open()
    {
        if (accelerator is not null)
            return;
        before?.Invoke(DeviceStep.Open);
        (context, accelerator) = DeviceFinder.Open(device);
        launches = new(accelerator);
    }

    private void Show(CompiledScene frame, DeviceMeshes meshes)
    {
        before?.Invoke(DeviceStep.Upload);
        if (!ReferenceEquals(scene?.Assets, frame.Assets))
        {
            scene?.Dispose();
            scene = null;
            scene = DeviceScene.Upload(accelerator!, frame.Assets, meshes);
        }

        scene.Show(frame);
    }

    private void Close()
    {
        // What a lost device cannot free is gone with its context.
        foreach (var part in new IDisposable?[] { scene, launches, accelerator, context })
        {
            try
            {
                part?.Dispose();
            }
            catch (AcceleratorException)
            {
            }
        }

        (scene, launches, accelerator, context) = (null, null, null, null);
    }

    private static bool IsMemory(Exception e) => e switch
    {
        CudaException cuda => cuda.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
        CLException opencl => opencl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY,
        OutOfMemoryException => true,
        _ => false,
    };
}

/// <summary>Steps of a trace that may fail.</summary>
internal enum DeviceStep
{
    /// <summary>The device is opened and its kernel compiled.</summary>
    Open,

    /// <summary>The scene is copied.</summary>
    Upload,

    /// <summary>Blocks are traced.</summary>
    Launch,
}
