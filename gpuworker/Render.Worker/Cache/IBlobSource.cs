using Render.Network.Proof;

namespace Render.Worker.Cache;

/// <summary>Where files come from that the cache does not hold.</summary>
public interface IBlobSource
{
    /// <summary>Appends what is missing of a blob; see <see cref="Client.CoordinatorClient.GetBlob"/>.</summary>
    Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken);
}
