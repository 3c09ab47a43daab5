namespace Render.Lifecycle.Workflows;

/// <summary>An activity as an engine sees it: JSON in, JSON out.</summary>
/// <param name="Name">The registered name.</param>
/// <param name="Run">Creates the activity and runs it; input and result are UTF-8 JSON.</param>
public sealed record ActivityRegistration(
    string Name, Func<IServiceProvider, ActivityContext, ReadOnlyMemory<byte>, CancellationToken, Task<byte[]>> Run);
