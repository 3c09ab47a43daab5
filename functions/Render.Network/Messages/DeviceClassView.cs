using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>A class of devices on which engine faults were found, or that never was exact.</summary>
/// <param name="Build">The engine's build; a new build begins without faults.</param>
/// <param name="DeviceClass">The class.</param>
/// <param name="Out">Whether it is out of exact mode for everybody.</param>
/// <param name="OutFor">Operators for whose nodes it is out, where it is not for everybody.</param>
/// <param name="Faults">Engine faults since it was last taken back.</param>
/// <param name="Since">The first of them; null: none since.</param>
/// <param name="Reason">In words, with the way back.</param>
public sealed record DeviceClassView(uint Build, uint DeviceClass, bool Out, IReadOnlyList<OperatorId> OutFor, IReadOnlyList<EngineFaultView> Faults, DateTimeOffset? Since, string Reason);

/// <summary>An engine fault: bytes that differ from the reference's and statistically do not.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Task">The task.</param>
/// <param name="Time">When it was found.</param>
public sealed record EngineFaultView(NodeId Node, OperatorId Operator, TaskId Task, DateTimeOffset Time);
