using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Shading;

/// <summary>Reads what lobes reflect in all: tables over √cos θ and perceptual roughness, bilinear, made by <see cref="Compilation.AlbedoTables"/>.</summary>
/// <remarks>√cos against roughness spreads the fall at grazing angles, which is where cos θ ≈ α = roughness², over many cells.</remarks>
public static class Albedo
{
    /// <summary>Places along √cos θ.</summary>
    public const int Columns = 32;

    /// <summary>Rows of roughness.</summary>
    public const int Rows = 16;

    /// <summary>Pairs (a, b) for each place: a GGX lobe with Schlick's Fresnel term reflects F₀·a + F₉₀·b.</summary>
    public const int Reflection = 0;

    /// <summary>Pairs for each row: the means 2·∫ μ a dμ and 2·∫ μ b dμ.</summary>
    public const int Means = Reflection + 2 * Columns * Rows;

    /// <summary>What sheen of colour 1 reflects.</summary>
    public const int SheenLobe = Means + 2 * Rows;

    /// <summary>Where glasses start: each a table from outside, then one from inside, of what rough glass reflects and lets through together.</summary>
    public const int Glasses = SheenLobe + Columns * Rows;

    /// <summary>Numbers a glass.</summary>
    public const int GlassLength = 2 * Columns * Rows;

    /// <summary>A roughness as a row and a fraction of the way to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Row(Real roughness, out int row) => Split(roughness, Rows, out row);

    /// <summary>The pair (a, b) of a GGX lobe at a cosine.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="cosine">cos θ, ≥ 0.</param>
    /// <param name="row">From <see cref="Row"/>.</param>
    /// <param name="fraction">From <see cref="Row"/>.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Float2 Reflected<TView>(ref TView view, Real cosine, int row, Real fraction)
        where TView : struct, ISceneView
    {
        var across = Split(Real.Sqrt(cosine), Columns, out var column);
        var low = Reflection + 2 * (row * Columns + column);
        var high = low + 2 * Columns;
        return new(
            Mix(Mix(view.Albedo(low), view.Albedo(low + 2), across), Mix(view.Albedo(high), view.Albedo(high + 2), across), fraction),
            Mix(Mix(view.Albedo(low + 1), view.Albedo(low + 3), across), Mix(view.Albedo(high + 1), view.Albedo(high + 3), across), fraction));
    }

    /// <summary>The means over directions of the pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float2 Mean<TView>(ref TView view, int row, Real fraction)
        where TView : struct, ISceneView =>
        new(Mix(view.Albedo(Means + 2 * row), view.Albedo(Means + 2 * row + 2), fraction), Mix(view.Albedo(Means + 2 * row + 1), view.Albedo(Means + 2 * row + 3), fraction));

    /// <summary>A value of a table of single numbers.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="table">Where it starts.</param>
    /// <param name="cosine">cos θ, ≥ 0.</param>
    /// <param name="roughness">Perceptual roughness.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Real At<TView>(ref TView view, int table, Real cosine, Real roughness)
        where TView : struct, ISceneView
    {
        var across = Split(Real.Sqrt(cosine), Columns, out var column);
        var up = Split(roughness, Rows, out var row);
        var low = table + row * Columns + column;
        var high = low + Columns;
        return Mix(Mix(view.Albedo(low), view.Albedo(low + 1), across), Mix(view.Albedo(high), view.Albedo(high + 1), across), up);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Split(Real position, int places, out int place)
    {
        var scaled = Real.Clamp(position, 0f, 1f) * Real.FromInt32(places - 1);
        place = Real.ToInt32(scaled, 0, places - 2);
        return scaled - Real.FromInt32(place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Mix(Real a, Real b, Real t) => a + (b - a) * t;
}
