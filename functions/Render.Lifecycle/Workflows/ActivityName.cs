namespace Render.Lifecycle.Workflows;

/// <summary>An activity's registered name together with its types, so that a call is checked by the compiler.</summary>
/// <param name="Name">The registered name.</param>
public readonly record struct ActivityName<TIn, TOut>(string Name);
