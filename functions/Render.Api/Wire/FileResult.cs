using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Lifecycle.Results;

namespace Render.Api.Wire;

/// <summary>A use case's bytes as an answer; ranges are served where the stream can seek.</summary>
internal static class FileResult
{
    public static IResult Of(Outcome<Stream> outcome, string contentType) => outcome.IsRefused
        ? ProblemResult.Of(ProblemResult.From(outcome.Refusal))
        : Microsoft.AspNetCore.Http.Results.Stream(outcome.Value, contentType, enableRangeProcessing: outcome.Value.CanSeek);
}
