using Render.Network.Proof;

namespace Render.Lifecycle.Desks;

/// <summary>A stored file, opened.</summary>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Content">Its bytes; whoever is given it disposes it.</param>
public sealed record StoredFile(Digest Digest, Stream Content);
