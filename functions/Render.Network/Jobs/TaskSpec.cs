using System.Collections.Immutable;
using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>All that a node must know to render a task, besides the bytes that the digests name.</summary>
/// <param name="Id">Which pixels and samples of which frame.</param>
/// <param name="Order">The funded order.</param>
/// <param name="Package">The scene package's manifest.</param>
/// <param name="Settings">Digest of the settings that decide bytes.</param>
/// <param name="Files">Digests of the files that the task needs, in ordinal order.</param>
/// <param name="Work">Expected work.</param>
public sealed record TaskSpec(TaskId Id, Digest Order, Digest Package, Digest Settings, ImmutableArray<Digest> Files, WorkUnits Work);
