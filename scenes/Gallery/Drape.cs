using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>A square of cloth that falls on balls and a floor: position-based dynamics (M. Müller et al., 2007) with threads, diagonals and bending.</summary>
internal sealed class Drape
{
    private readonly int _side;
    private readonly Vector3[] _at;
    private readonly Vector3[] _before;
    private readonly List<(int A, int B, float Length, float Stiffness)> _links = [];

    /// <summary>Spreads the cloth out, level.</summary>
    /// <param name="side">Points a side.</param>
    /// <param name="size">Metres a side.</param>
    /// <param name="middle">Where its middle is.</param>
    /// <param name="turn">About the y axis, radians.</param>
    public Drape(int side, float size, Vector3 middle, float turn)
    {
        _side = side;
        _at = new Vector3[side * side];
        for (var i = 0; i < _at.Length; i++)
        {
            var p = new Vector3((float)(i % side) / (side - 1) - 0.5f, 0f, (float)(i / side) / (side - 1) - 0.5f) * size;
            p.Y = 0.004f * MathF.Sin(9f * p.X + 5f * p.Z) + 0.003f * MathF.Sin(13f * p.Z - 4f * p.X);
            _at[i] = middle + Vector3.Transform(p, Matrix4x4.CreateRotationY(turn));
        }
        _before = [.. _at];
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                foreach (var (dx, dy, stiffness) in new[] { (1, 0, 1f), (0, 1, 1f), (1, 1, 0.35f), (-1, 1, 0.35f), (2, 0, 0.18f), (0, 2, 0.18f), (4, 0, 0.05f), (0, 4, 0.05f) })
                    if (x + dx >= 0 && x + dx < side && y + dy < side)
                        _links.Add((y * side + x, (y + dy) * side + x + dx, size / (side - 1) * MathF.Sqrt(dx * dx + dy * dy), stiffness));
    }

    /// <summary>Lets it fall.</summary>
    /// <param name="steps">Steps of 1/120 s.</param>
    /// <param name="balls">Middles and radii.</param>
    public void Fall(int steps, params (Vector3 Middle, float Radius)[] balls)
    {
        for (var step = 0; step < steps; step++)
        {
            for (var i = 0; i < _at.Length; i++)
            {
                var velocity = (_at[i] - _before[i]) * 0.985f;
                _before[i] = _at[i];
                _at[i] += velocity + new Vector3(0f, -9.81f / (120f * 120f), 0f);
            }
            for (var pass = 0; pass < 14; pass++)
            {
                foreach (var (a, b, length, stiffness) in _links)
                {
                    var between = _at[b] - _at[a];
                    var distance = between.Length();
                    var move = between * (0.5f * stiffness * (distance - length) / MathF.Max(distance, 1e-6f));
                    _at[a] += move;
                    _at[b] -= move;
                }
                for (var i = 0; i < _at.Length; i++)
                    Stop(i, balls);
            }
        }
    }

    /// <summary>The cloth as triangles; one unit of texture is the whole cloth.</summary>
    public Shape ToShape()
    {
        var shape = new Shape();
        Vector3 At(int x, int y) => _at[Math.Clamp(y, 0, _side - 1) * _side + Math.Clamp(x, 0, _side - 1)];
        for (var y = 0; y < _side; y++)
            for (var x = 0; x < _side; x++)
                shape.Vertex(At(x, y), Vector3.Cross(At(x, y + 1) - At(x, y - 1), At(x + 1, y) - At(x - 1, y)), new((float)x / (_side - 1), (float)y / (_side - 1)));
        for (var y = 0; y + 1 < _side; y++)
            for (var x = 0; x + 1 < _side; x++)
            {
                var a = y * _side + x;
                shape.Triangle(a, a + _side, a + _side + 1);
                shape.Triangle(a, a + _side + 1, a + 1);
            }
        return shape;
    }

    /// <summary>Keeps a point out of balls and floor; there it sticks a little, as cloth does.</summary>
    private void Stop(int i, (Vector3 Middle, float Radius)[] balls)
    {
        const float skin = 0.012f;
        foreach (var (middle, radius) in balls)
        {
            var away = _at[i] - middle;
            if (away.Length() >= radius + skin)
                continue;
            _at[i] = middle + Vector3.Normalize(away) * (radius + skin);
            _before[i] = Vector3.Lerp(_before[i], _at[i], 0.25f);
        }
        if (_at[i].Y >= skin)
            return;
        _at[i].Y = skin;
        _before[i] = Vector3.Lerp(_before[i], _at[i], 0.4f);
    }
}
