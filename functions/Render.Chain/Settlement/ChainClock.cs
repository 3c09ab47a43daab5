using Microsoft.Extensions.Logging;
using Render.Chain.Evm;
using Render.Lifecycle.Chain;

namespace Render.Chain.Settlement;

/// <summary>The chain's clock, which windows and epochs go by. A local chain's is moved forward where something would have to be waited for.</summary>
internal sealed class ChainClock(IEvm evm, ChainSettings settings, ILogger log)
{
    /// <summary>Whether a time has come.</summary>
    /// <param name="unixSeconds">The time, by the chain's clock.</param>
    /// <param name="why">What is waited for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> Reached(long unixSeconds, string why, CancellationToken cancellationToken)
    {
        var now = (await evm.Block(null, cancellationToken))!.Time;
        if (now >= unixSeconds)
            return true;
        if (!settings.AdvancesTime)
            return false;
        log.TimeMoved(unixSeconds - now, why);
        await evm.AdvanceTime(unixSeconds - now, cancellationToken);
        return true;
    }
}
