using Render.Local.Host;

namespace Render.Local.Tests.Crash;

/// <summary>
/// The same acceptance test where blobs and wake-ups are in Azurite: it is killed again and again in the middle of a job, once with the
/// coordinator, and what comes out is what a network without it gives.
/// </summary>
public sealed class AzuriteCrashTests : IDisposable
{
    private const int Nodes = 2;
    private const int Frames = 6;
    private readonly string _root = Directory.CreateTempSubdirectory("render-azurite-crash-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Network_ItsAzuriteKilledAgainAndAgain_GivesTheSamePicturesAndBooks()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));

        var killed = await Killed(patience.Token);

        killed.IsTheSameAs(await Calm(patience.Token));
    }

    private async Task<CrashOutcome> Killed(CancellationToken cancellation)
    {
        await using var network = CrashNetwork.Start(Path.Combine(_root, "killed"), Nodes, StorageKind.Azurite);
        await network.NodesReady(cancellation);
        // The scene may be on its way at this moment.
        var submitted = network.Submit(Frames, cancellation);
        await network.KillAzurite(cancellation);
        var job = (await submitted).Id;
        // Then while results come in and frames are put together.
        await network.Reach(job, 0.1, cancellation);
        await network.KillAzurite(cancellation);
        await network.Reach(job, 0.4, cancellation);
        // With the coordinator goes its Azurite.
        await network.KillAndRestart(0);
        await network.Reach(job, 0.9, cancellation);
        await network.KillAzurite(cancellation);
        return await network.Outcome(job, cancellation);
    }

    /// <summary>Nothing is killed, and blobs are files: pictures and books must not depend on the storage either.</summary>
    private async Task<CrashOutcome> Calm(CancellationToken cancellation)
    {
        await using var network = CrashNetwork.Start(Path.Combine(_root, "calm"), Nodes);
        await network.NodesReady(cancellation);
        return await network.Outcome((await network.Submit(Frames, cancellation)).Id, cancellation);
    }
}
