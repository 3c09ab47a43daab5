using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>A job that stood before the one assigned and was not served.</summary>
/// <param name="Job">The job.</param>
/// <param name="Why">Every reason.</param>
public sealed record PassedOver(JobId Job, ImmutableArray<Refusal> Why);
