using Microsoft.AspNetCore.Http;
using Render.Lifecycle.Ports;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Problems;

/// <summary>Typed exceptions of the domain as problems. What is not here is a fault of ours: 500, with a correlation id and nothing else.</summary>
internal static class ProblemExceptions
{
    /// <summary>The problem of an exception; null: it has none.</summary>
    public static Problem? Find(Exception exception) => exception switch
    {
        ApiProblemException e => e.Problem,
        BadHttpRequestException e => new Problem(
            e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body-too-large" : "request-malformed", "Bad request", e.StatusCode,
            e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is larger than allowed here." : "The request is malformed.", "Send less, or well-formed HTTP."),
        BlobMismatchException e => new Problem(
            "blob-mismatch", "Refused by the rules", StatusCodes.Status422UnprocessableEntity, e.Message, "Send the bytes that the digest names."),
        UploadRefusedException e => new Problem(
            ProblemCodes.UploadRefused, "Refused by the rules", StatusCodes.Status422UnprocessableEntity, e.Message, "Send it to PUT /v1/blobs/{digest}."),
        BlobNotFoundException e => ApiProblems.BlobUnknown(e.Digest.ToString()),
        StorageFullException => new Problem(
            "storage-full", "Insufficient storage", StatusCodes.Status507InsufficientStorage,
            "The coordinator's disk is full; nothing was changed.", "Free space on the coordinator's disk; then try again."),
        StorageUnavailableException => new Problem(
            "storage-unavailable", "Not now", StatusCodes.Status503ServiceUnavailable,
            "The coordinator's store does not answer just now; nothing was lost.", "Try again in a few seconds."),
        InsufficientBalanceException e => new Problem(
            "balance-too-low", "Payment required", StatusCodes.Status402PaymentRequired, e.Message, "Fund the account."),
        ConflictException => new Problem(
            "state-conflict", "Not in this state", StatusCodes.Status409Conflict, "Something else changed it at the same time.", "Read it again and repeat."),
        LedgerConflictException e => new Problem(
            "ledger-conflict", "Not in this state", StatusCodes.Status409Conflict, e.Message, "Use a fresh idempotency key for another request."),
        IllegalTransitionException e => new Problem(
            "state-illegal", "Not in this state", StatusCodes.Status409Conflict, e.Message, "Read its state again."),
        ChunkListException e => new Problem(
            "chunk-list-invalid", "Refused by the rules", StatusCodes.Status422UnprocessableEntity, e.Message, "Cut the file again, and send the list as it is."),
        ResultFileException e => new Problem(
            "result-invalid", "Refused by the rules", StatusCodes.Status422UnprocessableEntity, e.Message, "Upload a result file of the task."),
        _ => null,
    };
}
