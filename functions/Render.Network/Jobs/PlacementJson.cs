using System.Collections.Immutable;
using System.Text.Json;

namespace Render.Network.Jobs;

/// <summary>Placement in a spec's JSON: the fields of one policy for scene, output and logs, and an object for each that differs in some of them.</summary>
internal static class PlacementJson
{
    public static PlacementPolicies Read(SpecFieldReader parent, PlacementPolicies defaults)
    {
        if (parent.Object("placement") is not { } read)
            return defaults;
        var all = Fields.Of(read);
        var (scene, output, logs) = (Own(read, "scene"), Own(read, "output"), Own(read, "logs"));
        read.Finish();
        parent.Errors.AddRange(read.Errors);
        return new PlacementPolicies(scene.Over(all.Over(defaults.Scene)), output.Over(all.Over(defaults.Output)), logs.Over(all.Over(defaults.Logs)));
    }

    public static void Write(Utf8JsonWriter writer, PlacementPolicies placement)
    {
        writer.WriteStartObject("placement");
        if (placement.IsOne)
            WriteFields(writer, placement.Scene);
        else
            foreach (var (name, policy) in new[] { ("scene", placement.Scene), ("output", placement.Output), ("logs", placement.Logs) })
            {
                writer.WriteStartObject(name);
                WriteFields(writer, policy);
                writer.WriteEndObject();
            }

        writer.WriteEndObject();
    }

    private static Fields Own(SpecFieldReader read, string name)
    {
        if (read.Object(name) is not { } own)
            return default;
        var fields = Fields.Of(own);
        own.Finish();
        read.Errors.AddRange(own.Errors);
        return fields;
    }

    private static void WriteFields(Utf8JsonWriter writer, PlacementPolicy policy)
    {
        WriteList("regions", policy.Regions);
        WriteList("jurisdictions", policy.Jurisdictions);
        WriteList("deniedJurisdictions", policy.DeniedJurisdictions);
        writer.WriteString("minimumEvidence", policy.MinimumEvidence.ToString().ToLowerInvariant());

        void WriteList(string name, IEnumerable<string> items)
        {
            writer.WriteStartArray(name);
            foreach (var item in items)
                writer.WriteStringValue(item);
            writer.WriteEndArray();
        }
    }

    /// <summary>The fields that were written; the others are left to what they are laid over.</summary>
    private readonly record struct Fields(ImmutableArray<string> Regions, ImmutableArray<string> Jurisdictions, ImmutableArray<string> Denied, EvidenceLevel Evidence)
    {
        private const EvidenceLevel NotSaid = 0;

        public static Fields Of(SpecFieldReader read) => new(
            read.Texts("regions", default), read.Texts("jurisdictions", default), read.Texts("deniedJurisdictions", default), read.Name("minimumEvidence", NotSaid));

        public PlacementPolicy Over(PlacementPolicy under) => new()
        {
            Regions = Regions.IsDefault ? under.Regions : Regions,
            Jurisdictions = Jurisdictions.IsDefault ? under.Jurisdictions : Jurisdictions,
            DeniedJurisdictions = Denied.IsDefault ? under.DeniedJurisdictions : Denied,
            MinimumEvidence = Evidence == NotSaid ? under.MinimumEvidence : Evidence,
        };
    }
}
