using System.Numerics;

namespace Scenery;

/// <summary>Triangles in the making: vertices with normals and texture coordinates.</summary>
internal sealed class Shape
{
    private readonly List<Vector3> _positions = [];
    private readonly List<Vector3> _normals = [];
    private readonly List<Vector2> _uvs = [];
    private readonly List<ushort> _indices = [];

    /// <summary>Triangles so far.</summary>
    public int Triangles => _indices.Count / 3;

    /// <summary>Positions, three numbers each.</summary>
    public float[] Positions => [.. _positions.SelectMany(p => new[] { p.X, p.Y, p.Z })];

    /// <summary>Unit normals, three numbers each.</summary>
    public float[] Normals => [.. _normals.SelectMany(n => new[] { n.X, n.Y, n.Z })];

    /// <summary>Texture coordinates, two numbers each.</summary>
    public float[] Uvs => [.. _uvs.SelectMany(uv => new[] { uv.X, uv.Y })];

    /// <summary>Linear vertex colours, three numbers each; null: not painted.</summary>
    public float[]? Colors { get; private set; }

    /// <summary>A second set of texture coordinates, two numbers each; null: there is none.</summary>
    public float[]? SecondUvs { get; private set; }

    /// <summary>Vertex indices.</summary>
    public ushort[] Indices => [.. _indices];

    /// <summary>Adds a vertex and returns its index.</summary>
    public int Vertex(Vector3 position, Vector3 normal, Vector2 uv)
    {
        _positions.Add(position);
        _normals.Add(Vector3.Normalize(normal));
        _uvs.Add(uv);
        return checked((ushort)(_positions.Count - 1));
    }

    /// <summary>Adds a triangle, counter-clockwise from its front.</summary>
    public void Triangle(int a, int b, int c)
    {
        if (_positions[a] != _positions[b] && _positions[b] != _positions[c] && _positions[c] != _positions[a])
            _indices.AddRange([(ushort)a, (ushort)b, (ushort)c]);
    }

    /// <summary>Adds a flat quadrilateral, counter-clockwise from its front, its texture upright when a is its lower left.</summary>
    public void Quad(Vector3 a, Vector3 b, Vector3 c, Vector3 d, float repeatU = 1f, float repeatV = 1f)
    {
        var normal = Vector3.Cross(b - a, d - a);
        if (normal.LengthSquared() < 1e-12f)
            normal = Vector3.Cross(c - b, d - b);
        var first = Vertex(a, normal, new(0f, repeatV));
        Vertex(b, normal, new(repeatU, repeatV));
        Vertex(c, normal, new(repeatU, 0f));
        Vertex(d, normal, Vector2.Zero);
        Triangle(first, first + 1, first + 2);
        Triangle(first, first + 2, first + 3);
    }

    /// <summary>Adds another shape, moved.</summary>
    public Shape Add(Shape other, Matrix4x4 place)
    {
        var first = _positions.Count;
        Matrix4x4.Invert(place, out var inverse);
        var forNormals = Matrix4x4.Transpose(inverse);
        for (var i = 0; i < other._positions.Count; i++)
            Vertex(Vector3.Transform(other._positions[i], place), Vector3.TransformNormal(other._normals[i], forNormals), other._uvs[i]);
        foreach (var index in other._indices)
            _indices.Add(checked((ushort)(first + index)));
        return this;
    }

    /// <summary>Lays the texture on from above, so many times a metre.</summary>
    public Shape Planar(float repeats)
    {
        for (var i = 0; i < _uvs.Count; i++)
            _uvs[i] = new(_positions[i].X * repeats, _positions[i].Z * repeats);
        return this;
    }

    /// <summary>Colours the vertices by where they are and how they face; what is added later has no colour, so paint last.</summary>
    public Shape Painted(Func<Vector3, Vector3, Vector3> color)
    {
        Colors = [.. _positions.Zip(_normals, color).SelectMany(c => new[] { c.X, c.Y, c.Z })];
        return this;
    }

    /// <summary>Lays a second set of texture coordinates on by where vertices are; what is added later has none, so lay it on last.</summary>
    public Shape Wrapped(Func<Vector3, Vector2> uv)
    {
        SecondUvs = [.. _positions.Select(uv).SelectMany(at => new[] { at.X, at.Y })];
        return this;
    }

    /// <summary>The same shape, stretched.</summary>
    public Shape Stretched(float x, float y, float z) => new Shape().Add(this, Matrix4x4.CreateScale(x, y, z));

    /// <summary>Adds another shape as it is, shifted.</summary>
    public Shape Add(Shape other, float x = 0f, float y = 0f, float z = 0f) => Add(other, Matrix4x4.CreateTranslation(x, y, z));
}
