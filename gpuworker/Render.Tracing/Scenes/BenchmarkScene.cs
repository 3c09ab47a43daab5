using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>The benchmark's scene: a ground of hills under a bright sky with an area lamp, and 64 boulders on it; some 40,000 triangles.</summary>
public static class BenchmarkScene
{
    private const int Ground = 96;
    private const int Rings = 12;
    private const int Boulders = 8;

    /// <summary>Makes the scene; the same on every machine.</summary>
    public static (SceneAssets Assets, Snapshot Snapshot) Create()
    {
        Material[] materials =
        [
            new() { BaseColor = new Float3(0.45f, 0.5f, 0.4f), Metallic = 0f, Roughness = 0.9f },
            new() { BaseColor = new Float3(0.8f, 0.6f, 0.35f), Metallic = 1f, Roughness = 0.3f },
            new() { BaseColor = new Float3(0.5f), Metallic = 0f, Emission = new Float3(12f, 11f, 9f), DoubleSided = true },
        ];
        var assets = new SceneAssets([Hills(), Boulder(), Lamp()], materials, []);
        var instances = new List<Instance> { new(0, Affine.Identity), new(2, Affine.Identity) };
        for (var i = 0; i < Boulders * Boulders; i++)
        {
            var x = Real.FromInt32(i % Boulders * 2 - Boulders + 1);
            var z = Real.FromInt32(i / Boulders * 2 - Boulders + 1);
            var size = new Real(0.3f) + Real.FromInt32(i * 37 % 11) * 0.04f;
            instances.Add(new Instance(1, Scaled(size, new Float3(x, Height(x, z) + size * 0.6f, z))));
        }

        var camera = new Camera(LookingDown(new Float3(0f, 6f, 13f)), 0.41f);
        return (assets, new Snapshot(instances, camera, [], new SkyEnvironment(0, 0, [], new Float3(0.6f, 0.7f, 0.9f))));
    }

    private static Mesh Hills()
    {
        var positions = new List<Float3>();
        for (var row = 0; row <= Ground; row++)
            for (var column = 0; column <= Ground; column++)
            {
                var x = (Real.FromInt32(column) - Real.FromInt32(Ground / 2)) * 0.25f;
                var z = (Real.FromInt32(row) - Real.FromInt32(Ground / 2)) * 0.25f;
                positions.Add(new Float3(x, Height(x, z), z));
            }

        return new Mesh([.. positions], Grid(Ground, Ground), 0);
    }

    /// <summary>Ground height: a biquadratic wave of period 8, ±½.</summary>
    private static Real Height(Real x, Real z) => Wave(x) * Wave(z) * 0.5f;

    private static Real Wave(Real t)
    {
        // t folded into [−2, 2], then a parabola: no table, no library function.
        while (t > 4f)
            t -= 8f;
        while (t < -4f)
            t += 8f;
        var folded = Real.Abs(t) - 2f;
        return folded * (Real.One - Real.Abs(folded) * 0.25f);
    }

    /// <summary>A ball from a cube's six faces, pushed out to unit distance.</summary>
    private static Mesh Boulder()
    {
        var positions = new List<Float3>();
        var indices = new List<int>();
        for (var face = 0; face < 6; face++)
        {
            var first = positions.Count;
            for (var row = 0; row <= Rings; row++)
                for (var column = 0; column <= Rings; column++)
                {
                    var u = Real.FromInt32(column) / Real.FromInt32(Rings) * 2f - 1f;
                    var v = Real.FromInt32(row) / Real.FromInt32(Rings) * 2f - 1f;
                    positions.Add(Float3.Normalize(OnCube(face, u, v)));
                }

            foreach (var index in Grid(Rings, Rings))
                indices.Add(first + index);
        }

        var points = positions.ToArray();
        return new Mesh(points, [.. indices], 1) { Normals = points };
    }

    private static Float3 OnCube(int face, Real u, Real v) => face switch
    {
        0 => new(1f, v, u),
        1 => new(-1f, v, -u),
        2 => new(u, 1f, v),
        3 => new(-u, -1f, v),
        4 => new(-u, v, 1f),
        _ => new(u, v, -1f),
    };

    private static Mesh Lamp() => new(
        [new(-3f, 7f, -3f), new(3f, 7f, -3f), new(3f, 7f, 3f), new(-3f, 7f, 3f)], [0, 1, 2, 0, 2, 3], 2);

    private static int[] Grid(int columns, int rows)
    {
        var indices = new int[6 * columns * rows];
        for (var i = 0; i < columns * rows; i++)
        {
            var at = i / columns * (columns + 1) + i % columns;
            int[] two = [at, at + columns + 1, at + 1, at + 1, at + columns + 1, at + columns + 2];
            two.CopyTo(indices, 6 * i);
        }

        return indices;
    }

    private static Affine Scaled(Real size, Float3 at) => new(new(size, 0f, 0f), new(0f, size, 0f), new(0f, 0f, size), at);

    /// <summary>A camera there that looks at the origin's ground.</summary>
    private static Affine LookingDown(Float3 from)
    {
        var back = Float3.Normalize(from);
        return new(new(1f, 0f, 0f), new(0f, back.Z, -back.Y), back, from);
    }
}
