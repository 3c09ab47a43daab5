using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Worker.Agent;

/// <summary>
/// Insists on an answer: tries again by <see cref="RetrySchedule"/> while the coordinator is away, registers again where it forgot the
/// node, and lets only final refusals through.
/// </summary>
/// <param name="register">Makes the node known.</param>
/// <param name="observer">Told when the connection goes and comes.</param>
/// <param name="clock">Waits.</param>
internal sealed class Connection(Func<CancellationToken, Task> register, INodeObserver observer, TimeProvider clock)
{
    private const int Corrections = 3;
    private long told;

    /// <summary>Calls until there is an answer or a final refusal.</summary>
    /// <exception cref="CoordinatorRefusedException">Refused.</exception>
    /// <exception cref="NodeBannedException">The node is banned.</exception>
    public async Task<T> Insist<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule();
        for (var corrections = 0; ;)
        {
            try
            {
                var answer = await call(cancellationToken);
                if (Interlocked.Exchange(ref told, 0) > 0)
                    observer.On(new Reconnected());
                return answer;
            }
            catch (CoordinatorUnreachableException e)
            {
                var wait = e.RetryAfter ?? retry.Next();
                Tell(e.Message, wait);
                await Task.Delay(wait, clock, cancellationToken);
            }
            catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.NodeBanned)
            {
                throw new NodeBannedException(e.Detail);
            }
            catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.RequestTime && corrections < Corrections)
            {
                // The client has taken over the coordinator's clock from the refusal.
                corrections++;
            }
            catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.NodeUnknown && corrections < Corrections)
            {
                corrections++;
                await register(cancellationToken);
            }
        }
    }

    /// <summary>Several loops try at once: what is said is that the connection is gone, and each time that the wait has grown.</summary>
    private void Tell(string reason, TimeSpan wait)
    {
        var before = Interlocked.Read(ref told);
        if (wait.Ticks > before && Interlocked.CompareExchange(ref told, wait.Ticks, before) == before)
            observer.On(new Disconnected(reason, wait));
    }
}
