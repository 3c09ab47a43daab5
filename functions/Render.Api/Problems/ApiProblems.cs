using Microsoft.AspNetCore.Http;
using Render.Network.Messages;

namespace Render.Api.Problems;

/// <summary>The refusals that the API itself knows; all others are the lifecycle's.</summary>
internal static class ApiProblems
{
    public static Problem NoSuchPath(string path) => new(
        "path-unknown", "Not found", StatusCodes.Status404NotFound, $"There is nothing at {path}.", "See docs for the paths under /v1.");

    public static Problem NoToken { get; } = new(
        "token-missing", "Unauthorized", StatusCodes.Status401Unauthorized,
        "This needs the admin token.", "Send 'Authorization: Bearer <token>'; the token is in the coordinator's home folder.");

    public static Problem WrongToken { get; } = new(
        "token-wrong", "Unauthorized", StatusCodes.Status401Unauthorized, "This is not the admin token.", "Use the token of this coordinator's home folder.");

    public static Problem Unsigned { get; } = new(
        "request-unsigned", "Unauthorized", StatusCodes.Status401Unauthorized,
        "A node's request must be signed.", $"Send {WireHeaders.Node}, {WireHeaders.Timestamp} and {WireHeaders.Signature}.");

    public static Problem BadSignature { get; } = new(
        "request-signature", "Unauthorized", StatusCodes.Status401Unauthorized,
        "The signature is not this node's of this request.", "Sign method, target, time and the digest of the body with the registered key, low s.");

    public static Problem RequestTime(DateTimeOffset now) => new(
        ProblemCodes.RequestTime, "Unauthorized", StatusCodes.Status401Unauthorized,
        FormattableString.Invariant($"The request's time is too far from the coordinator's, {now:O}."), "Set the clock, or follow the Date of this answer.");

    public static Problem UnknownNode(string node) => new(
        ProblemCodes.NodeUnknown, "Unauthorized", StatusCodes.Status401Unauthorized, $"No node '{node}' is registered.", "Register with POST /v1/nodes.");

    public static Problem OtherNode { get; } = new(
        "node-mismatch", "Forbidden", StatusCodes.Status403Forbidden, "A node can only speak for itself.", "Sign with the key of the node that the path names.");

    public static Problem MayNotStore { get; } = new(
        "blob-store-refused", "Forbidden", StatusCodes.Status403Forbidden, "A node may store results only while it holds a lease.", "Claim work first.");

    public static Problem BlobUnknown(string digest) => new(
        "blob-unknown", "Not found", StatusCodes.Status404NotFound, $"There is no blob {digest} for you.", "A node may read the files that its assignment lists.");

    public static Problem BadValue(string name, string expected) => new(
        "value-malformed", "Bad request", StatusCodes.Status400BadRequest, $"'{name}' is malformed.", $"Expected {expected}.",
        [new FieldError(name, "value-malformed", $"Expected {expected}.")]);

    public static Problem BadJson(string detail) => new(
        "json-malformed", "Bad request", StatusCodes.Status400BadRequest, detail, "See docs for the message's members.");

    public static Problem NotJson { get; } = new(
        "content-type", "Unsupported media type", StatusCodes.Status415UnsupportedMediaType, "The body must be JSON.", "Send 'Content-Type: application/json'.");

    public static Problem TooLarge(long limit) => new(
        "body-too-large", "Content too large", StatusCodes.Status413PayloadTooLarge,
        FormattableString.Invariant($"The body is larger than {limit} bytes."), "Send less.");
}
