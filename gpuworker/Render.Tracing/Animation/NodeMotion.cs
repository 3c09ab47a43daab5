using Render.Tracing.Numerics;

namespace Render.Tracing.Animation;

/// <summary>Where a node stands relative to its parent, at rest and in time.</summary>
/// <param name="Translation">At rest.</param>
/// <param name="Rotation">At rest, of unit length.</param>
/// <param name="Scale">At rest.</param>
internal sealed record NodeMotion(Float3 Translation, Quaternion Rotation, Float3 Scale)
{
    /// <summary>A fixed matrix instead of the three properties, or null.</summary>
    public Affine? Matrix { get; init; }

    /// <summary>Keys of the translation, or null.</summary>
    public KeyTrack? TranslationKeys { get; set; }

    /// <summary>Keys of the rotation, or null.</summary>
    public KeyTrack? RotationKeys { get; set; }

    /// <summary>Keys of the scale, or null.</summary>
    public KeyTrack? ScaleKeys { get; set; }

    /// <summary>Keys of the morph weights of the node's mesh, or null.</summary>
    public KeyTrack? WeightKeys { get; set; }

    /// <summary>Whether the node moves relative to its parent.</summary>
    public bool Moves => (TranslationKeys ?? RotationKeys ?? ScaleKeys) is not null;

    /// <summary>Node space to parent space: T · R · S.</summary>
    public Affine At(Real time)
    {
        if (Matrix is { } matrix)
            return matrix;
        var translation = TranslationKeys?.Vector(time) ?? Translation;
        var rotation = (RotationKeys is null ? Rotation : RotationKeys.Rotation(time) ?? Rotation).ToAffine();
        var scale = ScaleKeys?.Vector(time) ?? Scale;
        return new(rotation.X * scale.X, rotation.Y * scale.Y, rotation.Z * scale.Z, translation);
    }
}
