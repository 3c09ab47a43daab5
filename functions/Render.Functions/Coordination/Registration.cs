using Microsoft.Extensions.DependencyInjection;

namespace Render.Functions.Coordination;

/// <summary>Adds the coordinator.</summary>
internal static class Registration
{
    /// <summary>Adds the keeper of the seat.</summary>
    public static IServiceCollection AddCoordination(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<TermServices>()
        .AddSingleton<CoordinatorKeeper>()
        .AddHostedService(static found => found.GetRequiredService<CoordinatorKeeper>());
}
