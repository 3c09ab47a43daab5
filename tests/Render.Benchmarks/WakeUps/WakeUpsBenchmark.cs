using System.Globalization;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Dispatch;
using Render.Local.Storage;
using Render.Storage;
using Render.Storage.Emulator;
using Render.Storage.Queues;

namespace Render.Benchmarks.WakeUps;

/// <summary>
/// Milliseconds from <c>ITaskQueue.Enqueue</c> to the answer of the claim that waited, whose lease is on disk by then. The queues take turns in
/// one run, so that a busy machine is busy for all of them.
/// </summary>
internal static class WakeUpsBenchmark
{
    private const int WarmUp = 20;

    internal static async Task Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var folder = Directory.CreateTempSubdirectory("render-azurite-");
        try
        {
            await using var azurite = await Azurite.Start(folder.FullName);
            var service = StorageClients.Queues(azurite.ConnectionString);
            await using var waiting = Open(service, "one-");
            await using var receiving = Open(service, "two-");
            await using var sending = Open(service, "two-");
            var within = new InProcessTaskQueue(TimeProvider.System);
            await using var first = await WakeUpsWorld.Open("in-process queue", 1, new TimedQueue(within, within));
            await using var second = await WakeUpsWorld.Open("Azurite's queue, one process", 2, new TimedQueue(waiting, waiting));
            await using var third = await WakeUpsWorld.Open("Azurite's queue, sent by another process", 3, new TimedQueue(receiving, sending));
            await Measure([first, second, third], rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Measure(WakeUpsWorld[] worlds, int rounds)
    {
        for (var round = -WarmUp; round < rounds; round++)
            foreach (var world in worlds)
            {
                if (round == 0)
                    world.Forget();
                await world.Once();
            }

        Console.WriteLine($"{"wake-up to lease",-44} {"p50 ms",8} {"p99 ms",8} {"count",7} {"found without",14}");
        foreach (var world in worlds)
        {
            var sorted = world.Milliseconds.Order().ToArray();
            Console.WriteLine(FormattableString.Invariant($"{world.Name,-44} {At(sorted, 0.5),8:N2} {At(sorted, 0.99),8:N2} {sorted.Length,7} {world.Unwoken,14}"));
        }
    }

    private static AzureTaskQueue Open(QueueServiceClient service, string prefix) =>
        new(service, TimeProvider.System, NullLogger<AzureTaskQueue>.Instance, new AzureTaskQueueOptions { Prefix = prefix });

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
