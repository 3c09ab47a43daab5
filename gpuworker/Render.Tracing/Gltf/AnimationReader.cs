using Render.Tracing.Animation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Reads animations onto the nodes they move.</summary>
/// <remarks>
/// All animations of the file play together, as exporters write one for each moving object. Where two move the same property of the same node
/// (alternatives such as "walk" and "run"), the first in the file plays, and a notice names the others.
/// </remarks>
internal sealed class AnimationReader(GltfElement root, NodeTree tree, MeshReader meshes, GltfAccessors accessors, SceneLimits limits, NoticeList notices)
{
    /// <summary>The longest track's end, seconds.</summary>
    public Real Duration { get; private set; } = Real.Zero;

    /// <summary>The names of the file's animations.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Attaches the tracks.</summary>
    public void Read()
    {
        var animations = root.Items("animations", limits);
        Names = Array.AsReadOnly(animations.Select(animation => animation.Title).ToArray());
        foreach (var animation in animations)
        {
            var samplers = animation.Items("samplers", limits);
            foreach (var channel in animation.Items("channels", limits))
                Attach(animation, channel, samplers);
        }
    }

    private void Attach(GltfElement animation, GltfElement channel, GltfElement[] samplers)
    {
        var sampler = samplers[channel.RequiredIndex("sampler", samplers.Length)];
        var target = channel.Child("target") ?? throw channel.Invalid("target", "is missing");
        if (target.Index("node", tree.Elements.Length) is not { } node || tree.Positions[node] < 0)
            return;
        var path = target.String("path");
        if (path is not ("translation" or "rotation" or "scale" or "weights"))
            return;
        var motion = tree.Motions[tree.Positions[node]];
        if (motion.Matrix is not null && path != "weights")
        {
            notices.Add("animated-matrix-ignored", $"Node '{tree.Elements[node].Title}' is animated but placed by a matrix; it does not move.");
            return;
        }

        var taken = path switch { "translation" => motion.TranslationKeys, "rotation" => motion.RotationKeys, "scale" => motion.ScaleKeys, _ => motion.WeightKeys };
        if (taken is not null)
        {
            notices.Add("animation-not-played", $"Animation '{animation.Title}' is not played: an earlier one moves the same objects.");
            return;
        }

        var width = path switch { "rotation" => 4, "weights" => Targets(node), _ => 3 };
        if (width == 0)
        {
            notices.Add("animation-not-played", $"Animation '{animation.Title}' moves morph targets of '{tree.Elements[node].Title}', which has none.");
            return;
        }

        var track = Track(sampler, path, width);
        if (path == "translation")
            motion.TranslationKeys = track;
        else if (path == "rotation")
            motion.RotationKeys = track;
        else if (path == "scale")
            motion.ScaleKeys = track;
        else
            motion.WeightKeys = track;
        Duration = Real.Max(Duration, track.End);
    }

    private int Targets(int node) => tree.Elements[node].Index("mesh", meshes.Count) is { } mesh ? meshes.TargetCount(mesh) : 0;

    private KeyTrack Track(GltfElement sampler, string path, int width)
    {
        var interpolation = sampler.String("interpolation") switch
        {
            null or "LINEAR" => Interpolation.Linear,
            "STEP" => Interpolation.Step,
            "CUBICSPLINE" => Interpolation.CubicSpline,
            _ => throw sampler.Invalid("interpolation", "must be LINEAR, STEP or CUBICSPLINE"),
        };
        var times = accessors.Scalars(sampler.RequiredIndex("input", accessors.Count));
        var output = sampler.RequiredIndex("output", accessors.Count);
        var values = path switch { "rotation" => accessors.Vectors4(output), "weights" => accessors.Scalars(output), _ => accessors.Triples(output) };
        var perKey = interpolation == Interpolation.CubicSpline ? 3L * width : width;
        if (times.Length * perKey != values.Length)
            throw sampler.Fault(SceneErrorCodes.AccessorInvalid, "it has more or fewer values than keys.", "Export the animation again.");
        for (var i = 0; i < times.Length; i++)
            if (times[i] < 0f || (i > 0 && !(times[i] > times[i - 1])))
                throw sampler.Fault(SceneErrorCodes.AccessorInvalid, "its key times do not increase.", "Export the animation again.");
        return new(times, values, width, interpolation);
    }
}
