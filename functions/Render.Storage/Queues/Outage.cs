using Microsoft.Extensions.Logging;

namespace Render.Storage.Queues;

/// <summary>Says once that the queues do not answer, and once that they do again.</summary>
internal sealed class Outage(ILogger log)
{
    private int _down;

    /// <summary>Notes a failure.</summary>
    public void Failed(Exception failure)
    {
        if (Interlocked.Exchange(ref _down, 1) == 0)
            log.WakeUpsFail(StorageFaults.Reason(failure));
    }

    /// <summary>Notes an answer.</summary>
    public void Worked()
    {
        if (Volatile.Read(ref _down) == 1 && Interlocked.Exchange(ref _down, 0) == 1)
            log.WakeUpsWork();
    }
}
