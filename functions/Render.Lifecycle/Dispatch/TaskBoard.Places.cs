using System.Security.Cryptography;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Once <see cref="RoundTrips.Kept"/> round trips are known, a new one is timed this often.</summary>
    private static readonly TimeSpan EchoEvery = TimeSpan.FromMinutes(1);

    /// <summary>An answer that takes longer says nothing, and is not waited for.</summary>
    private static readonly TimeSpan EchoLife = TimeSpan.FromSeconds(10);

    /// <summary>What the node is to send back at once; null: no round trip is due. A new challenge takes the place of an unanswered one.</summary>
    /// <remarks>Nobody can know it before it is sent: the time until it is back is the round trip, or more.</remarks>
    public Digest? AskEcho(BoardNode node)
    {
        lock (gate)
        {
            if (node.Trips.Latest.Length >= RoundTrips.Kept && node.Timed is { } timed && clock.GetElapsedTime(timed) < EchoEvery)
                return null;
            var nonce = new Digest(RandomNumberGenerator.GetBytes(Digest.Size));
            node.Asked = (nonce, clock.GetTimestamp());
            return nonce;
        }
    }

    /// <summary>Takes what a node sent back; each challenge counts once.</summary>
    /// <param name="node">The node.</param>
    /// <param name="nonce">What it sent.</param>
    /// <param name="arrived">When, by the monotonic clock.</param>
    /// <returns>The round trip in microseconds; null where nothing was asked, not that, or too long ago.</returns>
    public long? TakeEcho(BoardNode node, Digest nonce, long arrived)
    {
        lock (gate)
        {
            if (node.Asked is not var (asked, since) || asked != nonce)
                return null;
            node.Asked = null;
            var trip = clock.GetElapsedTime(since, arrived);
            if (trip < TimeSpan.Zero || trip > EchoLife)
                return null;
            node.Timed = arrived;
            var micros = (long)Math.Ceiling(trip.TotalMicroseconds);
            node.Trips = node.Trips.With(micros);
            return micros;
        }
    }
}
