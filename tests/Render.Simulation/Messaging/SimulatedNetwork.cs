using Render.Simulation.Machine;
using Render.Simulation.Oracles;

namespace Render.Simulation.Messaging;

/// <summary>Carries messages between processes: late, out of order, twice, or not at all.</summary>
internal sealed class SimulatedNetwork(Simulator simulator, NetworkFaults faults)
{
    private readonly SeededStream random = new(simulator.Seed, "network");
    private static readonly TimeSpan MostNearDelay = TimeSpan.FromMilliseconds(50);
    private readonly HashSet<string> cut = new(StringComparer.Ordinal);
    private readonly HashSet<string> near = new(StringComparer.Ordinal);

    /// <summary>How badly it behaves; changed when the faults end.</summary>
    public NetworkFaults Faults { get; set; } = faults;

    /// <summary>Puts a machine into the data centre: the way to it is short, though no surer.</summary>
    public void PutNear(string machine) => near.Add(machine);

    /// <summary>Where machines stand; null: ways have no length.</summary>
    public Geography? Geography { get; init; }

    /// <summary>Cuts a machine off from all others.</summary>
    public void Cut(string machine) => cut.Add(machine);

    /// <summary>Brings a machine back.</summary>
    public void Mend(string machine) => cut.Remove(machine);

    /// <summary>Brings all back.</summary>
    public void MendAll() => cut.Clear();

    /// <summary>
    /// Asks another machine and waits for its answer. The request may arrive twice, and may have been carried out though no answer comes.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="machine">The machine that is asked.</param>
    /// <param name="find">Its process at the time of arrival; null where it is down.</param>
    /// <param name="handle">What it does there.</param>
    /// <param name="timeout">How long the caller waits.</param>
    /// <exception cref="NoAnswerException">No answer came in time, or the other end failed.</exception>
    public async Task<T> Ask<T>(SimulatedProcess caller, string machine, Func<SimulatedProcess?> find, Func<Task<T>> handle, TimeSpan timeout)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(caller.Name, machine, () => find()?.Start(async () =>
        {
            T result;
            try
            {
                result = await handle();
            }
            catch (Exception error) when (error is not SimulationFailedException)
            {
                // The other end's failure is an answer like HTTP's 500: the caller tries again.
                Send(machine, caller.Name, () => answer.TrySetException(new NoAnswerException(error)));
                return;
            }

            Send(machine, caller.Name, () => answer.TrySetResult(result));
        }));
        try
        {
            return await answer.Task.WaitAsync(timeout, caller.Clock);
        }
        catch (TimeoutException late)
        {
            throw new NoAnswerException(late);
        }
    }

    private void Send(string from, string to, Action arrive)
    {
        for (var copies = random.Chance(Faults.Duplicated) ? 2 : 1; copies > 0; copies--)
            if (!cut.Contains(from) && !cut.Contains(to) && !random.Chance(Faults.Lost))
                simulator.After(Queues(from, to) + (Geography?.Way(from, to) ?? TimeSpan.Zero), arrive);
    }

    /// <summary>What queues on the way add. Where the way itself takes time, half of the messages meet none.</summary>
    private TimeSpan Queues(string from, string to) =>
        Geography is not null && random.Chance(0.5)
            ? random.Spread(TimeSpan.FromMilliseconds(0.05), TimeSpan.FromMilliseconds(1))
            : random.Spread(Faults.LeastDelay, near.Contains(from) || near.Contains(to) ? MostNearDelay : Faults.MostDelay);
}

/// <summary>How badly a network behaves.</summary>
/// <param name="Lost">Probability that a message is lost.</param>
/// <param name="Duplicated">Probability that it arrives twice.</param>
/// <param name="LeastDelay">Shortest way.</param>
/// <param name="MostDelay">Longest way; delays spread evenly over the orders of magnitude between, so messages overtake one another.</param>
internal sealed record NetworkFaults(double Lost, double Duplicated, TimeSpan LeastDelay, TimeSpan MostDelay)
{
    /// <summary>A network that works.</summary>
    public static NetworkFaults None { get; } = new(0, 0, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
}

/// <summary>No answer came: the request may or may not have been carried out.</summary>
internal sealed class NoAnswerException(Exception why) : Exception($"No answer: {why.Message}", why);
