using Render.Tracing.Compilation;

namespace Render.Worker.Tracer;

/// <summary>What a frame shows, ready to trace: its own moment alone, or all moments of an open shutter. Safe from any thread.</summary>
/// <remarks>
/// Moments are compiled when they are first asked for. They share what does not move: the trees of meshes that keep their shape, textures, the environment. What they have of their
/// own (placements and lights, and of a scene that deforms copies of all meshes) is kept as long as all of a frame's moments together take no more than
/// <see cref="MostKeptBytes"/>; else only the latest is, and each group of blocks compiles them again.
/// </remarks>
public sealed class FrameMoments
{
    /// <summary>Most memory for what moments have of their own, bytes.</summary>
    public const long MostKeptBytes = 512L << 20;

    private readonly Func<int?, CompiledScene?, CompiledScene> compile;
    private readonly CompiledScene?[] kept;
    private readonly Lock gate = new();
    private CompiledScene? middle;
    private (int Moment, CompiledScene Scene)? latest;

    /// <summary>A frame.</summary>
    /// <param name="count">How many moments; 1: its own alone.</param>
    /// <param name="compile">Compiles a moment, or the frame's own for null; the second is an earlier one whose parts may be shared.</param>
    internal FrameMoments(int count, Func<int?, CompiledScene?, CompiledScene> compile) => (this.compile, kept) = (compile, new CompiledScene?[count]);

    /// <summary>A frame of one moment.</summary>
    public static FrameMoments Of(CompiledScene scene) => new(1, (_, _) => scene);

    /// <summary>How many moments samples see.</summary>
    public int Count => kept.Length;

    /// <summary>Whether all samples see the same.</summary>
    public bool IsStill => kept.Length == 1;

    /// <summary>A moment that was compiled; null: none yet.</summary>
    internal CompiledScene? Any
    {
        get
        {
            lock (gate)
                return middle ?? latest?.Scene;
        }
    }

    /// <summary>The frame's own moment: the only one, or the middle of the shutter's time.</summary>
    public CompiledScene Middle
    {
        get
        {
            lock (gate)
                return middle ??= compile(null, latest?.Scene);
        }
    }

    /// <summary>Whether a moment that was compiled stays.</summary>
    public bool KeepsAll => IsStill || Count * At(0).OwnBytes <= MostKeptBytes;

    /// <summary>A moment.</summary>
    /// <param name="moment">Which, 0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="Tracing.Scenes.SceneException">A transform is not finite then.</exception>
    public CompiledScene At(int moment)
    {
        if (IsStill)
            return Middle;
        lock (gate)
        {
            if (kept[moment] is { } known)
                return known;
            if (latest is { } last && last.Moment == moment)
                return last.Scene;
            var compiled = compile(moment, latest?.Scene ?? middle);
            if (Count * compiled.OwnBytes <= MostKeptBytes)
                kept[moment] = compiled;
            latest = (moment, compiled);
            return compiled;
        }
    }
}
