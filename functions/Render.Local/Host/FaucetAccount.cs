using Render.Network.Jobs;

namespace Render.Local.Host;

/// <summary>Who submits where nothing else is said: this machine's creator.</summary>
internal static class FaucetAccount
{
    /// <summary>The creator.</summary>
    public static CreatorId Local { get; } = CreatorId.Parse("local");
}
