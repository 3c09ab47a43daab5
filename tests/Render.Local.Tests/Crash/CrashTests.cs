using System.Globalization;

namespace Render.Local.Tests.Crash;

/// <summary>
/// The acceptance test above all: kill any process at any moment, start again, and the same pictures and the same books come out.
/// RENDER_CRASH_ROUNDS sets how often is killed (default 6), RENDER_CRASH_SEED which moments.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private const int Nodes = 2;
    private readonly string _root = Directory.CreateTempSubdirectory("render-crash-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Network_KilledAtAnyMoment_GivesTheSamePicturesAndBooks()
    {
        var rounds = Setting("RENDER_CRASH_ROUNDS", 6);
        var frames = 6 + rounds;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120 + 15 * rounds));
        var calm = await Calm(frames, patience.Token);

        var killed = await Killed(frames, rounds, Setting("RENDER_CRASH_SEED", 1), patience.Token);

        killed.IsTheSameAs(calm);
    }

    private async Task<CrashOutcome> Calm(int frames, CancellationToken cancellation)
    {
        await using var network = CrashNetwork.Start(Path.Combine(_root, "calm"), Nodes);
        await network.NodesReady(cancellation);
        var job = await network.Submit(frames, cancellation);
        return await network.Outcome(job.Id, cancellation);
    }

    private async Task<CrashOutcome> Killed(int frames, int rounds, int seed, CancellationToken cancellation)
    {
        await using var network = CrashNetwork.Start(Path.Combine(_root, "killed"), Nodes);
        await network.NodesReady(cancellation);
        // One blow even before the job is acknowledged, then one after the other while it runs.
        var submitted = network.Submit(frames, cancellation);
        for (var round = 0; round < rounds; round++)
        {
            var blow = Chaos.Of(seed, round, network.Count);
            await Task.Delay(blow.Delay, TimeProvider.System, cancellation);
            await network.KillAndRestart(blow.Victim);
        }
        var job = (await submitted).Id;
        // Then while results are accepted, while frames are put together, and while the books are closed.
        foreach (var (share, i) in new[] { 0.3, 0.7, 1.0 }.Select((share, i) => (share, i)))
        {
            await network.Reach(job, share, cancellation);
            var blow = Chaos.Of(seed, rounds + i, network.Count);
            await network.KillAndRestart(share < 1 ? blow.Victim : 0);
        }
        return await network.Outcome(job, cancellation);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
