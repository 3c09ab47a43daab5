using Render.Tracing.Compilation;
using Render.Tracing.Lighting;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Lighting;

public class LightTreeTests
{
    private static readonly Float3[] Places = [new(0f, 0.5f, 0f), new(3f, 1f, -2f), new(-9f, 0.1f, 8f), new(0.3f, 4f, 0.2f), new(60f, 1f, -40f)];

    /// <summary>Shining tiles that face all ways, points, spots, a sun and a sky.</summary>
    private static CompiledScene Scene(bool withFar)
    {
        var instances = new List<Instance>();
        var lights = new List<PunctualLight>();
        for (var i = 0; i < 60; i++)
        {
            Trigonometry.SinCosTurns(i * 0.173f, out var sin, out var cos);
            var at = new Float3(i % 8 - 4f, 1f + i % 5, i / 8 - 4f);
            instances.Add(new(i % 2, new(new Float3(cos, sin, 0f) * 0.2f, new Float3(-sin, cos, 0f) * 0.2f, new(0f, 0f, 0.2f), at)));
            lights.Add(i % 2 == 0
                ? new(LightKind.Point, at * 1.3f, new(0f, -1f, 0f), new(1f + i), 1f, 0f)
                : new(LightKind.Spot, at * 1.1f, Float3.Normalize(new(cos, -1f, sin)), new(2f * i), 0.95f, 0.7f));
        }
        if (withFar)
            lights.Add(new(LightKind.Directional, default, new(0f, -1f, 0f), new(3f), 1f, 0f));
        return TestScenes.Compile(
            [TestScenes.Floor(1f, 0), TestScenes.Floor(1f, 1)],
            [TestScenes.Matte(0f) with { Emission = new(4f) }, TestScenes.Matte(0f) with { Emission = new(2f), DoubleSided = true }],
            [.. instances],
            withFar ? new(2, 1, [new(1f), new(2f)], Float3.Zero) : null,
            [.. lights]);
    }

    private static Real Probability(ref HostSceneView view, int light, Float3 from) => light < view.Header.LightCount - view.Header.FarLightCount
        ? LightTree.Probability(ref view, view.Light(light).Trail, from)
        : LightTree.FarShare(ref view, from) * view.Light(light).Probability;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Choose_ManyTimes_FollowsTheProbability(bool withFar)
    {
        var scene = Scene(withFar);
        var view = new HostSceneView(scene);
        foreach (var from in Places)
        {
            const int n = 40_000;
            // The last counts descents that end where nothing can be seen.
            var counts = new int[view.Header.LightCount + 1];
            for (var i = 0; i < n; i++)
            {
                var light = LightTree.Choose(ref view, from, new SampleStream(1, 0, i, 0, 0).Plain(0), out var probability);
                if (light < 0)
                {
                    counts[^1]++;
                    continue;
                }
                Assert.InRange((probability / Probability(ref view, light, from)).Value, 0.9999f, 1.0001f);
                counts[light]++;
            }
            var expected = new double[counts.Length];
            for (var i = 0; i < view.Header.LightCount; i++)
                expected[i] = Probability(ref view, i, from).Value * n;
            expected[^1] = Math.Max(0, n - expected.Sum());
            Assert.InRange(expected[^1], 0, 0.35 * n);
            Shading.Sphere.AssertFollows(expected, counts);
        }
        GC.KeepAlive(scene);
    }

    [Fact]
    public void Probability_OfEveryLightThatReachesAPoint_IsMoreThanZero()
    {
        var scene = Scene(withFar: true);
        var view = new HostSceneView(scene);
        for (var p = 0; p < 400; p++)
        {
            var random = new SampleStream(7, 0, p, 0, 0);
            var from = new Float3(random.Plain(0) - 0.5f, random.Plain(1), random.Plain(2) - 0.5f) * 16f;
            for (var i = 0; i < view.Header.LightCount; i++)
            {
                var light = view.Light(i);
                var reaches = light.Shape switch
                {
                    LightShape.Triangle => view.Material(view.Triangle(light.Triangle).Material).DoubleSided != 0 || Float3.Dot(light.Normal, from - light.Position) > 1e-3f,
                    LightShape.Spot => Float3.Dot(light.Direction, Float3.Normalize(from - light.Position)) > light.CosOuter + 1e-3f,
                    _ => true,
                };
                if (reaches)
                    Assert.True(Probability(ref view, i, from) > 0f, $"light {i} of shape {light.Shape} from {from}");
            }
        }
        GC.KeepAlive(scene);
    }

    [Fact]
    public void Choose_AmongManyLampsInAHall_PrefersTheNearOnes()
    {
        var lights = Enumerable.Range(0, 1_000).Select(i => new PunctualLight(LightKind.Point, new(i % 100, 3f, i / 100), new(0f, -1f, 0f), new(1f), 1f, 0f));
        var scene = TestScenes.Compile([], [], [], lights: [.. lights]);
        var view = new HostSceneView(scene);
        var from = new Float3(50f, 2f, 5f);
        var near = 0.0;
        for (var i = 0; i < 1_000; i++)
        {
            if (Float3.Length(view.Light(i).Position - from) < 8f)
                near += Probability(ref view, i, from).Value;
        }
        // By power it would be 0.17.
        Assert.InRange(near, 0.5, 1);
        GC.KeepAlive(scene);
    }

    [Fact]
    public void Build_ManyLightsInOnePlace_StaysWithinItsTrails()
    {
        var lights = Enumerable.Range(0, 5_000).Select(i => new PunctualLight(LightKind.Point, new(i < 4_000 ? 0f : 1e-6f * i * i, 0f, 0f), new(0f, -1f, 0f), new(1f), 1f, 0f));
        var scene = TestScenes.Compile([], [], [], lights: [.. lights]);
        var view = new HostSceneView(scene);
        var sum = 0.0;
        for (var i = 0; i < 5_000; i++)
            sum += Probability(ref view, i, new(0f, 1f, 0f)).Value;
        Assert.InRange(sum, 0.999, 1.001);
        GC.KeepAlive(scene);
    }
}
