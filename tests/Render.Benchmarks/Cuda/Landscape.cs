using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Cuda;

/// <summary>A landscape of about as many triangles as are asked for: half of them hills, half sixteen boulders that lie there sixteen times each, under a sky with a sun.</summary>
internal static class Landscape
{
    private const float Side = 120f;
    private const int Boulders = 16;
    private const int Octaves = 7;

    /// <summary>Makes the scene; the same on every machine.</summary>
    public static (SceneAssets Assets, Snapshot Snapshot) Create(int triangles)
    {
        Material[] materials =
        [
            new() { BaseColor = new(0.42f, 0.45f, 0.3f), Metallic = 0f, Roughness = 0.9f },
            new() { BaseColor = new(0.5f, 0.46f, 0.42f), Metallic = 0f, Roughness = 0.5f },
            new() { BaseColor = new(0.9f, 0.7f, 0.4f), Metallic = 1f, Roughness = 0.25f },
        ];
        var cells = Math.Max(2, (int)Math.Sqrt(triangles / 4.0));
        var facets = Math.Max(1, (int)Math.Sqrt(triangles / (24.0 * Boulders)));
        var meshes = new Mesh[1 + Boulders];
        Parallel.For(0, meshes.Length, i => meshes[i] = i == 0 ? Hills(cells) : Boulder(facets, i));

        var instances = new List<Instance> { new(0, Affine.Identity) };
        for (var i = 0; i < Boulders * Boulders; i++)
        {
            var x = (Hash(i, 1) - 0.5f) * Side * 0.7f;
            var z = (Hash(i, 2) - 0.6f) * Side * 0.7f;
            var size = 0.4f + 2.2f * Hash(i, 3) * Hash(i, 4);
            Trigonometry.SinCosTurns(Hash(i, 5), out var sine, out var cosine);
            instances.Add(new(1 + i % Boulders, new(
                new(cosine * size, 0f, -(sine * size)), new(0f, size, 0f), new(sine * size, 0f, cosine * size), new(x, Height(x, z) + 0.4f * size, z))));
        }

        return (new(meshes, materials, []), new(instances, Overlook(), [], Sky()));
    }

    /// <summary>A camera at the landscape's edge that looks over it.</summary>
    internal static Camera Overlook() =>
        new(new(new(1f, 0f, 0f), new(0f, 0.9578f, -0.2873f), new(0f, 0.2873f, 0.9578f), new(0f, Height(0f, 45f) + 9f, 45f)), 0.42f);

    /// <summary>The hills alone: two triangles a cell.</summary>
    internal static Mesh Hills(int cells)
    {
        var positions = new Float3[(cells + 1) * (cells + 1)];
        Parallel.For(0, cells + 1, row =>
        {
            for (var column = 0; column <= cells; column++)
            {
                var x = ((float)column / cells - 0.5f) * Side;
                var z = ((float)row / cells - 0.5f) * Side;
                positions[row * (cells + 1) + column] = new(x, Height(x, z), z);
            }
        });
        return new(positions, Grid(cells, 0), 0);
    }

    /// <summary>A cube's faces pushed out to a sphere, and dented.</summary>
    private static Mesh Boulder(int facets, int seed)
    {
        var perFace = (facets + 1) * (facets + 1);
        var positions = new Float3[6 * perFace];
        var indices = new List<int>(36 * facets * facets);
        for (var face = 0; face < 6; face++)
        {
            for (var i = 0; i < perFace; i++)
            {
                var u = new Real(2f * (i % (facets + 1)) / facets - 1f);
                var v = new Real(2f * (i / (facets + 1)) / facets - 1f);
                var direction = Float3.Normalize(face switch
                {
                    0 => new(1f, v, u),
                    1 => new(-1f, v, -u),
                    2 => new(u, 1f, v),
                    3 => new(-u, -1f, v),
                    4 => new(-u, v, 1f),
                    _ => new(u, v, -1f),
                });
                var dent = Noise(3f * direction.X.Value + 7f * seed, 3f * direction.Y.Value + 2f * direction.Z.Value, 4);
                positions[face * perFace + i] = direction * (0.75f + 0.5f * dent);
            }

            indices.AddRange(Grid(facets, face * perFace));
        }

        return new(positions, [.. indices], 1 + seed % 2);
    }

    private static SkyEnvironment Sky()
    {
        const int width = 512, height = 256;
        var texels = new Float3[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var up = 1f - 2f * y / height;
                var isSun = Math.Abs(x - 90) < 4 && Math.Abs(y - 70) < 4;
                texels[y * width + x] = isSun ? new(900f, 820f, 700f) : up > 0f ? new(0.35f + 0.3f * up, 0.5f + 0.3f * up, 0.8f + 0.3f * up) : new(0.2f, 0.18f, 0.15f);
            }

        return new(width, height, texels, Float3.Zero);
    }

    private static float Height(float x, float z) => 16f * (Noise(x * 0.03f + 11f, z * 0.03f + 5f, Octaves) - 0.5f);

    /// <summary>Smoothed values on a lattice, each octave half as high and twice as fine as the one before; about 0 … 1.</summary>
    private static float Noise(float x, float y, int octaves)
    {
        var (sum, weight) = (0f, 0.5f);
        for (var octave = 0; octave < octaves; octave++, weight *= 0.5f)
        {
            var (left, top) = (MathF.Floor(x), MathF.Floor(y));
            var (fx, fy) = (Smooth(x - left), Smooth(y - top));
            var (column, row) = ((int)left, (int)top);
            var upper = Hash(column, row) + (Hash(column + 1, row) - Hash(column, row)) * fx;
            var lower = Hash(column, row + 1) + (Hash(column + 1, row + 1) - Hash(column, row + 1)) * fx;
            sum += weight * (upper + (lower - upper) * fy);
            (x, y) = (2f * x + 17.3f, 2f * y + 9.1f);
        }

        return sum;
    }

    private static float Smooth(float t) => t * t * (3f - 2f * t);

    private static float Hash(int x, int y)
    {
        var bits = ((uint)x * 0x9E3779B9u) ^ ((uint)y * 0x85EBCA6Bu);
        bits = (bits ^ (bits >> 15)) * 0x2C1B3C6Du;
        bits = (bits ^ (bits >> 12)) * 0x297A2D39u;
        return ((bits ^ (bits >> 15)) >> 8) * (1f / (1 << 24));
    }

    private static int[] Grid(int cells, int first)
    {
        var indices = new int[6 * cells * cells];
        for (var i = 0; i < cells * cells; i++)
        {
            var at = first + i / cells * (cells + 1) + i % cells;
            (indices[6 * i], indices[6 * i + 1], indices[6 * i + 2]) = (at, at + cells + 1, at + 1);
            (indices[6 * i + 3], indices[6 * i + 4], indices[6 * i + 5]) = (at + 1, at + cells + 1, at + cells + 2);
        }

        return indices;
    }
}
