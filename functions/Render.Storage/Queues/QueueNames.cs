using System.Text.RegularExpressions;
using Render.Network.Proof;

namespace Render.Storage.Queues;

/// <summary>Names of queues: 3 to 63 lower-case letters, digits and single hyphens.</summary>
internal static partial class QueueNames
{
    /// <summary>What derived names begin with.</summary>
    public const string Derived = "pool-";

    private const int DigestLetters = 40;

    /// <summary>The queue of a pool: the pool's own name where that is a legal one, such as <c>work-economy</c>, else one derived from it.</summary>
    /// <remarks>160 bits of SHA-256 tell derived names apart, and no pool can name another one's.</remarks>
    public static string Of(string prefix, string pool)
    {
        var own = prefix + pool;
        return Legal().IsMatch(own) && !IsDerived(prefix, own) ? own : $"{prefix}{Derived}{Digest.OfText(pool).ToString()[..DigestLetters]}";
    }

    /// <summary>Whether a queue is a derived one; only those are removed when nobody uses them.</summary>
    public static bool IsDerived(string prefix, string queue) => queue.StartsWith(prefix + Derived, StringComparison.Ordinal);

    [GeneratedRegex("^(?=.{3,63}\\z)[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Legal();
}
