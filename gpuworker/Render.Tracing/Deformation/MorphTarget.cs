using Render.Tracing.Numerics;

namespace Render.Tracing.Deformation;

/// <summary>What a morph target adds to each vertex at weight 1; null where it leaves that attribute alone.</summary>
/// <param name="Positions">Displacements.</param>
/// <param name="Normals">Changes of the normal, not normalised.</param>
/// <param name="Tangents">Changes of the tangent's direction; its sign stays.</param>
internal sealed record MorphTarget(Float3[]? Positions, Float3[]? Normals, Float3[]? Tangents);
