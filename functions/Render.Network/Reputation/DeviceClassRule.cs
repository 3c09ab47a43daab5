using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Reputation;

/// <summary>
/// Whom an engine fault takes a class of devices away from. One operator's nodes could have a broken card, or an operator who wants the class gone: until
/// others see it too, the fault is that operator's. The processors' classes are the standard itself, so with them it is always the node.
/// </summary>
public static class DeviceClassRule
{
    /// <summary>Greatest class of processors.</summary>
    public const uint LastProcessorClass = 2;

    /// <summary>The class of OpenCL devices: their drivers choose how division, roots and sums round, so it never was in exact mode.</summary>
    public const uint OpenCL = 3;

    /// <summary>Whether a class of devices takes statistical jobs only, whatever its faults.</summary>
    public static bool IsStatistical(uint deviceClass) => deviceClass == OpenCL;

    /// <summary>The operators for whom the class is out of exact mode; null: for everybody.</summary>
    /// <param name="deviceClass">The class.</param>
    /// <param name="faulted">Operators of nodes of the class with an engine fault since the class was last taken back.</param>
    /// <param name="policy">How many it takes.</param>
    public static IReadOnlySet<OperatorId>? OutFor(uint deviceClass, IEnumerable<OperatorId> faulted, ExactModePolicy policy)
    {
        if (deviceClass <= LastProcessorClass) return new HashSet<OperatorId>();
        var operators = faulted.ToHashSet();
        return operators.Count >= policy.Operators ? null : operators;
    }
}
