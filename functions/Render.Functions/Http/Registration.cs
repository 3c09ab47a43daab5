using Microsoft.Extensions.DependencyInjection;

namespace Render.Functions.Http;

/// <summary>Adds the HTTP functions' services.</summary>
internal static class Registration
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddApiFunctions(this IServiceCollection services) => services.AddSingleton<ApiRequests>();
}
