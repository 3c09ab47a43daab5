using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Finds the job that a word names: its id, the beginning of it, or <c>last</c>.</summary>
internal static class JobFinder
{
    /// <summary>The one job that <paramref name="word"/> names.</summary>
    /// <exception cref="CommandFailedException">None, or more than one.</exception>
    public static async Task<JobView> Find(AdminClient network, string word, CancellationToken cancellation)
    {
        var jobs = await network.Get<IReadOnlyList<JobView>>("/v1/jobs", cancellation);
        if (word == "last" && jobs.Count > 0)
            return jobs.MaxBy(j => j.Created)!;
        if (jobs.FirstOrDefault(j => j.Id.Value == word) is { } exact)
            return exact;
        var found = jobs.Where(j => j.Id.Value.StartsWith(word, StringComparison.Ordinal) || j.Id.Value.StartsWith("job-" + word, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailedException(ExitCode.Refused, $"There is no job '{word}'.", "`render jobs` lists them; `last` names the newest."),
            _ => throw new CommandFailedException(ExitCode.Refused, $"'{word}' begins the ids of {found.Count} jobs.", "Write more of it: `render jobs` lists them."),
        };
    }
}
