using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A creator asks which chunks of a file the coordinator lacks.</summary>
/// <param name="Chunks">At most <see cref="WireLimits.ChunksAtOnce"/>.</param>
public sealed record FindMissing(IReadOnlyList<Digest> Chunks);

/// <summary>The chunks that are not there, in the order asked; each is to be sent to <c>PUT /v1/blobs/{digest}</c>.</summary>
/// <param name="Missing">Those of the question that are missing.</param>
public sealed record MissingChunks(IReadOnlyList<Digest> Missing);
