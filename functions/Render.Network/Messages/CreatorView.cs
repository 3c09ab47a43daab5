using Render.Network.Jobs;
using Render.Network.Reputation;

namespace Render.Network.Messages;

/// <summary>A creator's record, as operators see it.</summary>
/// <param name="Id">The creator.</param>
/// <param name="Record">Lower credible bound, [0, 1]; 0 for one of whom nothing is known.</param>
/// <param name="Good">What speaks for it, faded.</param>
/// <param name="Bad">What speaks against it, faded.</param>
/// <param name="Counts">How often each event happened.</param>
public sealed record CreatorView(CreatorId Id, double Record, double Good, double Bad, IReadOnlyDictionary<CreatorEvent, int> Counts);
