namespace Render.Network.Messages;

/// <summary>An error as the API answers it (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Code">Stable, for programs: kebab-case, e.g. "lease-stale".</param>
/// <param name="Title">The kind of problem, in a few words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened this time.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Errors">Field errors of a refused message; null: none.</param>
/// <param name="TraceId">Correlates with the coordinator's log.</param>
public sealed record Problem(
    string Code,
    string Title,
    int Status,
    string Detail,
    string? Fix = null,
    IReadOnlyList<FieldError>? Errors = null,
    string? TraceId = null);

/// <summary>What is wrong with one member of a message.</summary>
/// <param name="Field">Path of the member, e.g. "spec.frames".</param>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">In words.</param>
public sealed record FieldError(string Field, string Code, string Detail);
