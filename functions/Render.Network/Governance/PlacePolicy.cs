namespace Render.Network.Governance;

/// <summary>Where places are, and who is believed about them.</summary>
/// <param name="Regions">The regions that the network knows, at most 256, each name once. Nodes may name others, of which nothing can be measured.</param>
/// <param name="Attestors">Whose word about a node's place counts, at most 64. Default: nobody's.</param>
public sealed record PlacePolicy(IReadOnlyList<RegionPolicy> Regions, IReadOnlyList<Attestor> Attestors)
{
    /// <summary>
    /// The defaults: regions about the cities in which clouds stand, each with every jurisdiction that its circle touches (where that was in doubt, it is
    /// named: one too many keeps a job out, one too few would let it go where it may not).
    /// </summary>
    public static PlacePolicy Default { get; } = new(
        [
            new("ap-east", 22_320_000, 114_170_000, 100, ["CN", "HK", "MO"]),
            new("ap-north", 37_570_000, 126_980_000, 200, ["KP", "KR"]),
            new("ap-northeast", 35_680_000, 139_690_000, 500, ["JP"]),
            new("ap-south", 19_080_000, 72_880_000, 500, ["IN"]),
            new("ap-southeast", 1_350_000, 103_820_000, 150, ["ID", "MY", "SG"]),
            new("au-east", -33_870_000, 151_210_000, 700, ["AU"]),
            new("ca-central", 43_650_000, -79_380_000, 300, ["CA", "US"]),
            new("ca-east", 45_500_000, -73_570_000, 300, ["CA", "US"]),
            new("eu-central", 50_110_000, 8_680_000, 250, ["BE", "CH", "CZ", "DE", "FR", "LU", "NL"]),
            new("eu-east", 52_230_000, 21_010_000, 250, ["BY", "LT", "PL", "RU", "UA"]),
            new("eu-north", 59_330_000, 18_070_000, 250, ["AX", "EE", "FI", "SE"]),
            new("eu-northwest", 52_370_000, 4_900_000, 150, ["BE", "DE", "NL"]),
            new("eu-south", 45_460_000, 9_190_000, 250, ["AT", "CH", "DE", "FR", "IT", "LI", "MC"]),
            new("eu-southwest", 40_420_000, -3_700_000, 300, ["ES", "PT"]),
            new("eu-west", 53_350_000, -6_260_000, 300, ["GB", "IE", "IM"]),
            new("me-central", 25_200_000, 55_270_000, 250, ["AE", "IR", "OM"]),
            new("sa-east", -23_550_000, -46_630_000, 500, ["BR"]),
            new("uk-south", 51_510_000, -130_000, 120, ["GB"]),
            new("us-central", 41_600_000, -93_610_000, 600, ["US"]),
            new("us-east", 38_950_000, -77_450_000, 400, ["US"]),
            new("us-northwest", 45_600_000, -121_180_000, 300, ["US"]),
            new("us-south", 32_780_000, -96_800_000, 400, ["US"]),
            new("us-west", 37_770_000, -122_420_000, 500, ["US"]),
            new("za-north", -26_200_000, 28_050_000, 300, ["BW", "LS", "SZ", "ZA"]),
        ],
        []);

    /// <summary>The region of a name; null where the network knows none.</summary>
    public RegionPolicy? Region(string name) => Regions.FirstOrDefault(region => region.Name == name);
}
