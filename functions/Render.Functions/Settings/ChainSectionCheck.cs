using Microsoft.Extensions.Options;

namespace Render.Functions.Settings;

/// <summary>Refuses a chain's settings that cannot work, at start, each with its name and what to write.</summary>
internal sealed class ChainSectionCheck : IValidateOptions<ChainSection>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ChainSection options)
    {
        var wrong = options.Faults().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
