namespace Render.Chain.Tests.Support;

/// <summary>A fact that needs anvil and forge, as <c>npm ci</c> puts them into contracts.</summary>
public sealed class ChainFactAttribute : FactAttribute
{
    /// <summary>Skips where they are not installed.</summary>
    public ChainFactAttribute() => Skip = Missing;

    /// <summary>Why it cannot run here; null: it can.</summary>
    public static string? Missing { get; } = Directory.Exists(Repository.File("contracts", "node_modules", "@foundry-rs", "anvil"))
        ? null
        : "anvil and forge are not installed; ./render test installs them with npm, or 'npm ci --ignore-scripts' in contracts";
}
