using System.Globalization;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Counts the bytes of decoded arrays against the limit before they are allocated.</summary>
internal sealed class MemoryBudget(SceneLimits limits)
{
    private long _zeros;

    /// <summary>Bytes taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes count · size bytes.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.LimitExceeded"/>.</exception>
    public void Take(long count, int size, string what)
    {
        Require(count, size, what);
        Taken += count * size;
    }

    /// <summary>Counts bytes that the file does not hold but only speaks of: a few of its own may ask for any number.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.LimitExceeded"/>.</exception>
    public void TakeZeros(long bytes, string what)
    {
        _zeros += bytes;
        if (_zeros > limits.ZeroBytes)
            throw new SceneException(
                SceneErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"{what}: accessors without a buffer view are more than {limits.ZeroBytes >> 20:N0} MiB of zeros."),
                "Give them their data, or leave them out.");
    }

    /// <summary>Checks that count · size bytes could be taken.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.LimitExceeded"/>.</exception>
    public void Require(long count, int size, string what)
    {
        // count is below 2³⁵ and size below 2⁸ everywhere, so the product cannot overflow.
        if (Taken + count * size > limits.MemoryBytes || count * size > Array.MaxLength)
            throw new SceneException(
                SceneErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"{what}: the scene needs more than the {limits.MemoryBytes >> 20:N0} MiB of memory allowed."),
                "Reduce geometry, animation keys or texture sizes.");
    }
}
