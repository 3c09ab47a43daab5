using Render.Lifecycle.Jobs;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>What a task adds to the sums of its job and group, whether it has one row or several.</summary>
/// <param name="State">Where it stands as a whole.</param>
/// <param name="UnderWay">Rays that it will cost, expected or received, while it is neither open nor accepted.</param>
/// <param name="Accepted">Rays that it costs.</param>
/// <param name="Undecided">Whether a receipt of it waits for a verdict.</param>
internal readonly record struct TaskSum(TaskState State, ulong UnderWay, ulong Accepted, bool Undecided)
{
    /// <summary>What a row alone adds.</summary>
    public static TaskSum Of(TaskRecord row) => row.State switch
    {
        TaskState.Open => new TaskSum(TaskState.Open, 0, 0, false),
        TaskState.Leased => new TaskSum(TaskState.Leased, row.ExpectedRays, 0, false),
        TaskState.Accepted => new TaskSum(TaskState.Accepted, 0, row.Receipt!.PaidRays ?? row.Receipt.Rays, false),
        var state => new TaskSum(state, row.Receipt!.Rays, 0, true),
    };
}
