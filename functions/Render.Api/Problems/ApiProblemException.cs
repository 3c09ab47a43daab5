using Render.Network.Messages;

namespace Render.Api.Problems;

/// <summary>A request ends here with a problem; <see cref="ProblemFilter"/> answers it.</summary>
/// <param name="problem">The answer.</param>
internal sealed class ApiProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
