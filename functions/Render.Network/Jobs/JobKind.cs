using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>What a job computes. Quote, lease, receipt, audit and payout are the same for all.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobKind>))]
public enum JobKind
{
    /// <summary>Path-traced frames of a scene package.</summary>
    Render = 1,

    /// <summary>A model applied to inputs.</summary>
    Infer = 2,

    /// <summary>Noise removed from finished frames.</summary>
    Denoise = 3,
}
