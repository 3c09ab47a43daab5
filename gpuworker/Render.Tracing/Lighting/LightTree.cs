using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Lighting;

/// <summary>Chooses a light for a point by what it can give there: those at a place by descending a tree of bounds, those infinitely far by their irradiance.</summary>
/// <remarks>A. Conty Estevez, C. Kulla, "Importance Sampling of Many Lights with Adaptive Tree Splitting", HPG 2018, without splitting and without the receiver's normal.</remarks>
public static class LightTree
{
    /// <summary>Where both kinds of lights are, neither is chosen less often: the estimates know nothing of shadows.</summary>
    private const float LeastShare = 0.1f;

    /// <summary>Draws a light.</summary>
    /// <param name="view">The scene; has at least one light.</param>
    /// <param name="from">Where the light is to arrive.</param>
    /// <param name="choice">A number in [0, 1).</param>
    /// <param name="probability">Probability of having chosen it.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>Index of the light; −1: none can be seen from there.</returns>
    public static int Choose<TView>(ref TView view, Float3 from, Real choice, out Real probability)
        where TView : struct, ISceneView
    {
        var local = LocalShare(ref view, from);
        if (!(choice < local))
        {
            probability = (Real)1f - local;
            return ChooseFar(ref view, Rest(choice, local, probability), ref probability);
        }
        choice /= local;
        probability = local;
        var at = 0;
        while (true)
        {
            var node = view.LightNode(at);
            if (node.Light >= 0)
                return node.Light;
            var first = FirstShare(ref view, node.Child, from);
            if (first < 0f)
                return -1;
            if (choice < first)
            {
                choice /= first;
                probability *= first;
                at = node.Child;
                continue;
            }
            var second = (Real)1f - first;
            choice = Rest(choice, first, second);
            probability *= second;
            at = node.Child + 1;
        }
    }

    /// <summary>Probability with which <see cref="Choose"/> draws a light that is at a place.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="trail">The light's <see cref="LightRecord.Trail"/>.</param>
    /// <param name="from">Where the light is to arrive.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Real Probability<TView>(ref TView view, uint trail, Float3 from)
        where TView : struct, ISceneView
    {
        var probability = LocalShare(ref view, from);
        var at = 0;
        while (view.LightNode(at).Light < 0)
        {
            var child = view.LightNode(at).Child;
            var first = FirstShare(ref view, child, from);
            if (first < 0f)
                return 0f;
            var isSecond = (int)(trail & 1);
            probability *= isSecond == 0 ? first : (Real)1f - first;
            at = child + isSecond;
            trail >>= 1;
        }
        return probability;
    }

    /// <summary>Probability of choosing a light that is infinitely far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real FarShare<TView>(ref TView view, Float3 from)
        where TView : struct, ISceneView => (Real)1f - LocalShare(ref view, from);

    private static Real LocalShare<TView>(ref TView view, Float3 from)
        where TView : struct, ISceneView
    {
        ref var header = ref view.Header;
        if (header.FarLightCount == header.LightCount)
            return 0f;
        if (header.FarLightCount == 0)
            return 1f;
        var importance = Importance(view.LightNode(0), from);
        return importance > 0f ? Real.Clamp(importance / (importance + header.FarIrradiance), LeastShare, 1f - LeastShare) : Real.Zero;
    }

    /// <summary>Probability of the first of two children; −1 where neither can be seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real FirstShare<TView>(ref TView view, int child, Float3 from)
        where TView : struct, ISceneView
    {
        var first = Importance(view.LightNode(child), from);
        var sum = first + Importance(view.LightNode(child + 1), from);
        return sum > 0f ? first / sum : (Real)(-1f);
    }

    /// <summary>What is left of a choice that fell beyond a share, as a number in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Rest(Real choice, Real before, Real share) => Real.Min((choice - before) / share, 0.99999994f);

    private static int ChooseFar<TView>(ref TView view, Real choice, ref Real probability)
        where TView : struct, ISceneView
    {
        var light = view.Header.LightCount - view.Header.FarLightCount + view.FindFarLight(choice);
        probability *= view.Light(light).Probability;
        return light;
    }

    /// <summary>An estimate of the irradiance that a node's lights can give, and 0 only where they give none: intensity · cos θ' / d².</summary>
    /// <remarks>θ' is the least angle that a light of the node can have to its normal or axis: θ − spread − the angle that the bounds subtend.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Real Importance(LightNodeRecord node, Float3 from)
    {
        var toPoint = from - node.Centre;
        var square = Float3.Dot(toPoint, toPoint);
        var strength = node.Intensity / Real.Max(Real.Max(square, node.RadiusSquare), 1e-12f);
        if (!(square > node.RadiusSquare) || node.CosSpread <= -1f)
            return strength;
        var cos = Float3.Dot(node.Axis, toPoint) / Real.Sqrt(square);
        var sin = SineOf(cos);
        // θ − spread, 0 where it would be negative.
        Less(ref cos, ref sin, node.CosSpread);
        // Less the angle of the bounds.
        Less(ref cos, ref sin, Real.Sqrt(Real.Max((Real)1f - node.RadiusSquare / square, 0f)));
        return cos > node.CosReach ? strength * Real.Max(cos, node.LeastCosine) : Real.Zero;
    }

    /// <summary>Takes an angle from another one, both in [0, π]: cos(a − b), or 1 where b is larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Less(ref Real cos, ref Real sin, Real cosLess)
    {
        if (cos >= cosLess)
        {
            cos = 1f;
            sin = 0f;
            return;
        }
        var sinLess = SineOf(cosLess);
        var difference = cos * cosLess + sin * sinLess;
        sin = sin * cosLess - cos * sinLess;
        cos = difference;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real SineOf(Real cos) => Real.Sqrt(Real.Max((Real)1f - cos * cos, 0f));
}
