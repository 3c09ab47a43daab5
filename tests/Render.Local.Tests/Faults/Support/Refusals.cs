using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Tests.Faults.Support;

/// <summary>Reads what a refusal says.</summary>
internal static class Refusals
{
    /// <summary>The problem that a request ends in; it must say what happened and what to do.</summary>
    public static async Task<Problem> Of(Task request)
    {
        var problem = await Find(request);
        Assert.NotNull(problem);
        return problem.Helpful();
    }

    /// <summary>The problem that a request ends in; null where it succeeds.</summary>
    public static async Task<Problem?> Find(Task request)
    {
        try
        {
            await request;
            return null;
        }
        catch (CoordinatorRefusedException e)
        {
            return e.Problem;
        }
        catch (CoordinatorUnreachableException e) when (e.InnerException is CoordinatorRefusedException refused)
        {
            return refused.Problem;
        }
    }

    /// <summary>The problem, which must say what happened and what to do.</summary>
    public static Problem Helpful(this Problem problem)
    {
        Assert.False(string.IsNullOrWhiteSpace(problem.Detail));
        Assert.False(string.IsNullOrWhiteSpace(problem.Fix), $"{problem.Code} says no way out: {problem.Detail}");
        return problem;
    }
}
