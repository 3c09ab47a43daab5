using Render.Network.Messages;

namespace Render.Lifecycle.Results;

/// <summary>An expected "no": stable for programs, readable for people.</summary>
/// <param name="Kind">What sort of refusal.</param>
/// <param name="Code">Stable code, kebab-case; see <see cref="RefusalCodes"/>.</param>
/// <param name="Detail">What happened this time.</param>
/// <param name="Fix">What to do about it; null: nothing to do.</param>
/// <param name="Errors">Errors of single fields; null: none.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Detail, string? Fix = null, IReadOnlyList<FieldError>? Errors = null)
{
    /// <summary>Something named does not exist.</summary>
    public static Refusal Missing(string code, string what) => new(RefusalKind.NotFound, code, $"There is no {what}.");
}
