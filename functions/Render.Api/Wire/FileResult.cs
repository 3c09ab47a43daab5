using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Render.Api.Problems;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Results;
using Render.Network.Proof;

namespace Render.Api.Wire;

/// <summary>A use case's bytes as an answer; ranges are served where the stream can seek.</summary>
internal static class FileResult
{
    public static IResult Of(Outcome<Stream> outcome, string contentType) => outcome.IsRefused
        ? ProblemResult.Of(ProblemResult.From(outcome.Refusal))
        : Microsoft.AspNetCore.Http.Results.Stream(outcome.Value, contentType, enableRangeProcessing: outcome.Value.CanSeek);

    /// <summary>A stored file, whose digest is its entity tag.</summary>
    public static IResult Of(Outcome<StoredFile> outcome, string contentType) => outcome.IsRefused
        ? ProblemResult.Of(ProblemResult.From(outcome.Refusal))
        : Of(outcome.Value.Digest, outcome.Value.Content, contentType);

    /// <summary>A blob, whose digest is its entity tag.</summary>
    public static IResult Of(Digest digest, Stream content, string contentType) => Microsoft.AspNetCore.Http.Results.Stream(
        content, contentType, entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: content.CanSeek);
}
