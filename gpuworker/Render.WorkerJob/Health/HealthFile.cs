using System.Text.Json;

namespace Render.WorkerJob.Health;

/// <summary>
/// A small file that the worker renews while it lives, for a container's health check: <c>render-worker --health</c> finds it young, or says
/// what is wrong. A coordinator that is away makes no worker unhealthy: starting it again would not help.
/// </summary>
internal sealed class HealthFile : IAsyncDisposable
{
    /// <summary>It is renewed this often.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>A file that is older is no sign of life.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    private readonly string path;
    private readonly TimeProvider clock;
    private readonly PeriodicTimer timer;
    private readonly Task beating;

    private HealthFile(string path, TimeProvider clock)
    {
        (this.path, this.clock, timer) = (path, clock, new PeriodicTimer(Beat, clock));
        Write();
        beating = Renew();
    }

    /// <summary>Begins to renew the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static HealthFile Start(string path, TimeProvider clock)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new HealthFile(path, clock);
    }

    /// <summary>What is wrong according to the file; null: the worker lives.</summary>
    public static string? Fault(string path, TimeProvider clock)
    {
        try
        {
            var age = clock.GetUtcNow() - JsonSerializer.Deserialize<DateTimeOffset>(File.ReadAllBytes(path));
            return age < Stale ? null : FormattableString.Invariant($"the worker last gave a sign of life {age.TotalSeconds:F0} s ago");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return $"no worker gives a sign of life: {e.Message}";
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await beating;
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes stale by itself.
        }
    }

    private async Task Renew()
    {
        using (timer)
            while (await timer.WaitForNextTickAsync())
                try
                {
                    Write();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // A disk that stays full or gone shows as a stale file.
                }
    }

    private void Write()
    {
        var draft = path + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(clock.GetUtcNow()));
        File.Move(draft, path, overwrite: true);
    }
}
