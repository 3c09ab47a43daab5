using Microsoft.Extensions.DependencyInjection;
using Render.Functions.Settings;

namespace Render.Functions.Triggers;

/// <summary>Adds the services of functions that are not HTTP's.</summary>
internal static class Registration
{
    /// <summary>The platform ends a request after 230 s.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(240);

    /// <summary>Adds them.</summary>
    public static IServiceCollection AddTriggers(this IServiceCollection services)
    {
        services.AddHttpClient<CoordinatorCalls>((found, http) =>
        {
            http.BaseAddress = new Uri(found.GetRequiredService<RenderSettings>().CoordinatorUrl);
            http.Timeout = Longest;
        });
        return services.AddTransient<DropBox>();
    }
}
