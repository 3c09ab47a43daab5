using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Render.Functions.Settings;

/// <summary>Adds the app's settings, checked before anything else starts.</summary>
internal static class Registration
{
    /// <summary>Adds <see cref="RenderSettings"/>, <see cref="StorageSettings"/> and <see cref="ChainSection"/>.</summary>
    public static IServiceCollection AddRenderSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RenderSettings>()
            .Bind(configuration.GetSection(RenderSettings.Section))
            // The platform tells every instance the app's own name.
            .PostConfigure(settings => settings.CoordinatorUrl = settings.CoordinatorUrl.Length > 0 ? settings.CoordinatorUrl : Own(configuration["WEBSITE_HOSTNAME"]))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RenderSettings>, RenderSettingsCheck>();
        services.AddSingleton(found => found.GetRequiredService<IOptions<RenderSettings>>().Value);
        services.AddSingleton(StorageSettings.Read(configuration));
        // A section of its own, since an app without a chain has none of it.
        services.AddOptions<ChainSection>().Bind(configuration.GetSection(ChainSection.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ChainSection>, ChainSectionCheck>();
        services.AddSingleton(found => found.GetRequiredService<IOptions<ChainSection>>().Value);
        return services;
    }

    private static string Own(string? host) => host switch
    {
        null or "" => "",
        _ when host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith("127.", StringComparison.Ordinal) => $"http://{host}",
        _ => $"https://{host}",
    };
}
