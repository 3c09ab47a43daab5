using Render.Network.Messages;

namespace Render.Api;

/// <summary>How a host serves the API.</summary>
public sealed record RenderApiOptions
{
    /// <summary>The admin token, ≥ 16 characters: whoever has it is creator and host.</summary>
    public required string AdminToken { get; init; }

    /// <summary>The host's version, told by <c>GET /v1/health</c>.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Whether the host finished starting.</summary>
    public Func<bool> IsReady { get; init; } = static () => true;

    /// <summary>Largest uploaded scene, bytes.</summary>
    public long PackageBytes { get; init; } = WireLimits.PackageBytes;

    /// <summary>Largest uploaded result or log, bytes.</summary>
    public long BlobBytes { get; init; } = WireLimits.BlobBytes;

    /// <summary>An idle event stream says this often that it lives.</summary>
    public TimeSpan EventHeartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
