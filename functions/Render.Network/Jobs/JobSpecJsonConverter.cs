using System.Text.Json;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Stores a spec as <see cref="JobSpecJson"/> writes it.</summary>
public sealed class JobSpecJsonConverter : JsonConverter<JobSpec>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">A field cannot be read. Whether the values make sense is not asked here.</exception>
    public override JobSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var reading = JobSpecJson.ReadFields(document.RootElement, new JobSpec());
        return reading.IsSound ? reading.Spec : throw new JsonException(reading.Errors[0].Message);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JobSpec value, JsonSerializerOptions options) => JobSpecJson.Write(writer, value);
}
