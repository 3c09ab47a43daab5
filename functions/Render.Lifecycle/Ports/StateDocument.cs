namespace Render.Lifecycle.Ports;

/// <summary>A stored document.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Row">Its key within the partition.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Value">Its content.</param>
public sealed record StateDocument<T>(string Partition, string Row, ETag ETag, T Value);
