using System.Text.Json;
using Microsoft.Extensions.Logging;
using Render.Local.Cli;
using Render.Storage.Emulator;

namespace Render.Local.Host;

/// <summary>Keeps the coordinator's Azurite running: one that ends is started again on the same data and ports, at once and then later each time that it does not stay.</summary>
internal sealed class AzuriteKeeper : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>One that ended sooner than this did not stay.</summary>
    private static readonly TimeSpan Stays = TimeSpan.FromSeconds(2);

    private readonly HomeFolder _home;
    private readonly Azurite _azurite;
    private readonly TimeProvider _time;

    private AzuriteKeeper(HomeFolder home, Azurite azurite, TimeProvider time) => (_home, _azurite, _time) = (home, azurite, time);

    /// <summary>For the clients of Azure Storage.</summary>
    public string ConnectionString => _azurite.ConnectionString;

    /// <summary>Starts Azurite on the home's data; when this returns, it serves.</summary>
    /// <exception cref="AzuriteException">It cannot be started.</exception>
    public static async Task<AzuriteKeeper> Start(HomeFolder home, TimeProvider time, CancellationToken cancellation)
    {
        var keeper = new AzuriteKeeper(home, await Azurite.Start(home.AzuriteData, cancellation), time);
        keeper.Publish();
        return keeper;
    }

    /// <summary>Watches over it until told to stop.</summary>
    public async Task Run(ILogger log, CancellationToken stop)
    {
        var pause = TimeSpan.Zero;
        while (true)
        {
            var began = _time.GetTimestamp();
            await _azurite.Exited(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_time.GetElapsedTime(began) >= Stays)
                pause = TimeSpan.Zero;
            if (stop.IsCancellationRequested)
                return;
            log.AzuriteEnded(pause);
            await Task.Delay(pause, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            try
            {
                await _azurite.Restart(stop);
                Publish();
                log.AzuriteServes();
            }
            catch (AzuriteException e)
            {
                log.AzuriteFails(e.Message);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        File.Delete(_home.AzuriteFile);
        await _azurite.DisposeAsync();
    }

    /// <summary>Says to people and tools which process it is and how to look into it.</summary>
    private void Publish()
    {
        var fresh = _home.AzuriteFile + ".tmp";
        File.WriteAllText(fresh, JsonSerializer.Serialize(new AzuriteAddress(_azurite.ProcessId, _azurite.ConnectionString), JsonSerializerOptions.Web));
        File.Move(fresh, _home.AzuriteFile, overwrite: true);
    }
}

/// <summary>What <see cref="HomeFolder.AzuriteFile"/> holds.</summary>
/// <param name="ProcessId">The system's number of the emulator.</param>
/// <param name="ConnectionString">For any client of Azure Storage; its key is the emulator's public one.</param>
internal sealed record AzuriteAddress(int ProcessId, string ConnectionString);
