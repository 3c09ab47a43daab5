using Render.Lifecycle.Epochs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Activities;

/// <summary>Notes that an epoch has begun.</summary>
internal sealed class OpenEpoch(IState state, PolicyBook policies, TimeProvider clock) : IActivity<int, TimeSpan>
{
    /// <summary>The registered name. The result is how long the epoch lasts.</summary>
    public static ActivityName<int, TimeSpan> Name { get; } = new("open-epoch");

    /// <inheritdoc/>
    public async Task<TimeSpan> Run(ActivityContext context, int input, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromSeconds(policies.Current.Emission.EpochSeconds);
        var now = clock.GetUtcNow();
        await state.Commit(EpochRecord.Partition, [StateWrite.Insert(EpochRecord.Row(input), new EpochRecord(input, now, now + length))], cancellationToken);
        return length;
    }
}
