using Render.Lifecycle.Workflows;

namespace Render.Functions.Durable;

/// <summary>Runs an activity and tells how it ended.</summary>
internal static class ActivityRunner
{
    /// <summary>Runs it.</summary>
    /// <exception cref="OperationCanceledException">The host stops: the backend gives the call to somebody else.</exception>
    public static async Task<ActivityAnswer> Run(ActivityRegistration activity, IServiceProvider services, ActivityCall call, CancellationToken cancellationToken)
    {
        try
        {
            return new ActivityAnswer(DurableJson.Parse(await activity.Run(services, call.Context, DurableJson.Bytes(call.Input), cancellationToken)));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new ActivityAnswer(null, e.GetType().FullName, e.Message, e is PermanentFailureException);
        }
    }
}
