using System.Net;
using Render.Network.Messages;

namespace Render.Worker.Client;

/// <summary>The coordinator understood a request and refused it. Trying the same again gives the same answer.</summary>
/// <param name="problem">Its problem details.</param>
public sealed class CoordinatorRefusedException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>Everything it said.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>Stable code.</summary>
    public string Code => Problem.Code;

    /// <summary>What happened.</summary>
    public string Detail => Problem.Detail;

    /// <summary>What to do about it; may be empty.</summary>
    public string Fix => Problem.Fix ?? "";

    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status => (HttpStatusCode)Problem.Status;
}
