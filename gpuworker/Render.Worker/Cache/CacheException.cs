namespace Render.Worker.Cache;

/// <summary>A file of a scene cannot be had.</summary>
/// <param name="message">Why.</param>
/// <param name="cause">The underlying fault, if any.</param>
public sealed class CacheException(string message, Exception? cause = null) : Exception(message, cause);
