using Render.Lifecycle.Contracts;

namespace Render.Local.Tests.Durable;

public static class HostExtensions
{
    /// <summary>Waits until an instance shows a custom status.</summary>
    public static Task ReachesStatus(this DurableHost host, string id, string custom) => Task.Run(async () =>
    {
        while ((await host.Workflows.GetStatus(id))?.ReadCustomStatus<string>() != custom)
        {
            await Task.Yield();
        }
    }).Guarded();
}
