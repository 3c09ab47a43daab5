using System.Globalization;
using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Api.Wire;

/// <summary>Reads values of paths and queries; malformed ones are problems that name them.</summary>
internal static class RouteText
{
    public static JobId Job(string text) =>
        JobId.TryParse(text, out var job) ? job : throw new ApiProblemException(ApiProblems.BadValue("job", "a job id, job-…"));

    public static TaskId Task(string job, string key) =>
        TaskId.TryParseKey(Job(job), key, out var task) ? task : throw new ApiProblemException(ApiProblems.BadValue("task", "a task's key, f00000-x0000-…"));

    public static NodeId Node(string text) =>
        NodeId.TryParse(text, out var node) ? node : throw new ApiProblemException(ApiProblems.BadValue("node", "a node id, node-…"));

    public static Digest Blob(string text) =>
        Digest.TryParse(text, out var digest) ? digest : throw new ApiProblemException(ApiProblems.BadValue("digest", "64 lower-case hexadecimal digits"));

    /// <summary>A whole number of the query, in its range; what is left out is <paramref name="otherwise"/>.</summary>
    public static long Number(HttpRequest request, string name, long otherwise, long least, long most)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
            return otherwise;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ApiProblemException(ApiProblems.BadValue(name, FormattableString.Invariant($"a whole number from {least} to {most}")));
    }
}
