using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Rendering;

namespace Render.Local.Cli;

/// <summary>Chooses a device for a command.</summary>
internal static class DeviceChoice
{
    /// <summary>Chooses, beside the pool's other work, and says what stands in the way as commands do.</summary>
    public static async Task<ChosenDevice> Make(Func<ChosenDevice> choose)
    {
        try
        {
            return await Task.Run(choose);
        }
        catch (DeviceException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, e.Message, "render doctor shows what there is.", e);
        }
    }
}
