using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Render.Local.Tests.Crash;

/// <summary>Which process is killed next, and when: a pure function of seed and count, so that a failure can be played again.</summary>
/// <param name="Victim">Index of the process.</param>
/// <param name="Delay">From the restart before it to the kill.</param>
internal readonly record struct Chaos(int Victim, TimeSpan Delay)
{
    /// <summary>The next blow.</summary>
    /// <param name="seed">Names the run.</param>
    /// <param name="round">Counts the blows from 0.</param>
    /// <param name="victims">Number of processes; the first is the coordinator and takes half of all blows.</param>
    public static Chaos Of(int seed, int round, int victims)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"crash/{seed}/{round}")));
        var node = 1 + hash[0] % (victims - 1);
        var milliseconds = 20 + BinaryPrimitives.ReadUInt16BigEndian(hash.AsSpan(2)) % 1_600;
        return new Chaos((hash[1] & 1) == 0 ? 0 : node, TimeSpan.FromMilliseconds(milliseconds));
    }
}
