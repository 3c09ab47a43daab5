using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Ports;
using Render.Tracing.Scenes;

namespace Render.Scenes;

/// <summary>Adds the lifecycle's scene ports, done by the tracer on this machine's processor.</summary>
public static class Registration
{
    private const long SceneMemory = 4L << 30;

    /// <summary>Adds inspector, reference engine and frame assembler. The host adds <see cref="IBlobs"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="threads">Threads of the reference CPU, and those that take noise out of frames, at least 1.</param>
    public static IServiceCollection AddRenderScenes(this IServiceCollection services, int threads)
    {
        services.AddSingleton(found => new StoredScenes(found.GetRequiredService<IBlobs>(), SceneMemory));
        services.AddSingleton(found => new ValidationScenes(found.GetRequiredService<IBlobs>(), found.GetRequiredService<StoredScenes>()));
        services.AddSingleton<ISceneInspector>(found => new SceneInspector(found.GetRequiredService<IBlobs>(), SceneLimits.Default));
        services.AddSingleton<IReferenceEngine>(found => new ReferenceEngine(found.GetRequiredService<StoredScenes>(), found.GetRequiredService<ValidationScenes>(), threads));
        services.AddSingleton<IFrameAssembler>(found => new StoredFrameAssembler(found.GetRequiredService<IBlobs>(), found.GetRequiredService<StoredScenes>(), threads));
        return services;
    }
}
