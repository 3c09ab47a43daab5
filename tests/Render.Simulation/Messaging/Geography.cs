using Render.Network.Governance;
using Render.Network.Scheduling;
using Render.Simulation.Machine;

namespace Render.Simulation.Messaging;

/// <summary>Where machines stand. The way between two of them takes light's time in fibre, and fibre makes detours: never less than light could.</summary>
/// <param name="seed">The run's seed.</param>
/// <param name="store">Where the coordinators stand.</param>
internal sealed class Geography(ulong seed, GeoPoint store)
{
    private const double KilometresPerMilli = 200;

    private readonly Dictionary<string, GeoPoint> places = new(StringComparer.Ordinal);

    /// <summary>Places of the simulations: the defaults, with a region about the store that is wide enough to be proved by messages that meet queues.</summary>
    public static PlacePolicy Places { get; } = PlacePolicy.Default with
    {
        Regions = [.. PlacePolicy.Default.Regions.Select(region => region.Name == "eu-west" ? region with { RadiusKm = 1_500, Jurisdictions = ["BE", "DE", "ES", "FR", "GB", "IE", "NL"] } : region)],
    };

    /// <summary>Dublin.</summary>
    public static GeoPoint Dublin { get; } = new(53_350_000, -6_260_000);

    /// <summary>Ashburn in Virginia.</summary>
    public static GeoPoint Ashburn { get; } = new(38_950_000, -77_450_000);

    /// <summary>Puts a machine somewhere.</summary>
    public void Put(string machine, GeoPoint at) => places[machine] = at;

    /// <summary>The least that a message takes from one machine to the other; all that were put nowhere stand where the store does.</summary>
    public TimeSpan Way(string from, string to)
    {
        var (a, b) = (places.GetValueOrDefault(from, store), places.GetValueOrDefault(to, store));
        if (a == b)
            return TimeSpan.Zero;
        var pair = string.CompareOrdinal(from, to) < 0 ? $"{from} {to}" : $"{to} {from}";
        var detour = 1.2 + (1.3 * new SeededStream(seed, $"way {pair}").Unit());
        return TimeSpan.FromMilliseconds(a.KilometresTo(b).Most * detour / KilometresPerMilli);
    }
}
