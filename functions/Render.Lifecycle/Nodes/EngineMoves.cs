using System.Globalization;
using Render.Network.Governance;
using Render.Network.Messages;
using Render.Network.Reputation;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Nodes;

/// <summary>What quarantines and validations do to a node and to the record of the engine that it runs. Pure; every reason says what comes next.</summary>
internal static class EngineMoves
{
    /// <summary>What a node is put out for that lets leases run out again and again.</summary>
    public const string LostLeases = "leases lost again and again";

    /// <summary>The node after what it was put out for turned out not to be its fault; null where it is out for nothing such.</summary>
    public static NodeRecord? Pardoned(NodeRecord node)
    {
        var engine = Current(node);
        return node.Status == NodeStatus.Quarantined && engine.Reason == LostLeases
            ? With(
                node, engine with { OutUntil = null, Reason = null, Quarantines = [.. engine.Quarantines.SkipLast(1)] },
                NodeTransitions.Next(node.Status, NodeEvent.QuarantineEnded, node.Id.Value), "Cleared of the leases that it lost: it validates again.") with
            { Validation = null }
            : null;
    }

    /// <summary>The record of the engine that the node runs.</summary>
    public static EngineStanding Current(NodeRecord node) => Of(node, node.Facts.EngineBuild, node.Facts.DeviceClass);

    /// <summary>The node after a fault that puts it out of its engine; null where its status allows none. A node that is out already stays so, to the later end.</summary>
    public static NodeRecord? PutOut(NodeRecord node, string why, int seconds, QuarantinePolicy policy, DateTimeOffset now)
    {
        if (!NodeTransitions.Allows(node.Status, NodeEvent.FaultsRepeated))
            return null;
        var engine = Current(node);
        var end = now + TimeSpan.FromSeconds(seconds);
        if (node.Status == NodeStatus.Quarantined && engine.OutUntil > now)
            // Work that was under way when it was put out comes to the same fault.
            return end <= engine.OutUntil ? null : With(node, engine with { OutUntil = end, Reason = why }, node.Status, Sentence(why, engine.Quarantines.Count, false, end));
        var recent = engine.Quarantines.Where(begun => QuarantineRule.IsRecent(begun.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), policy)).ToList();
        var next = QuarantineRule.Next(recent.Select(begun => begun.ToUnixTimeMilliseconds()), now.ToUnixTimeMilliseconds(), seconds, policy);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(next.EndsUnixMs);
        return With(
            node,
            engine with { Validated = false, Quarantines = [.. recent, now], OutUntil = until, Excluded = next.Excludes, Reason = why },
            NodeTransitions.Next(node.Status, next.Excludes ? NodeEvent.FaultsPersisted : NodeEvent.FaultsRepeated, node.Id.Value),
            Sentence(why, next.Number, next.Excludes, until)) with
        { Validation = null };
    }

    /// <summary>The node after its time is served: it validates again. Null where it is not.</summary>
    public static NodeRecord? Served(NodeRecord node, DateTimeOffset now) =>
        node.Status is NodeStatus.Quarantined or NodeStatus.Excluded && !(node.QuarantinedUntil > now)
            ? node with
            {
                Status = NodeTransitions.Next(node.Status, NodeEvent.QuarantineEnded, node.Id.Value),
                QuarantinedUntil = null,
                Reason = "Its time out is served: it validates again, then it gets paid work.",
                Validation = null,
            }
            : null;

    /// <summary>The node after it passed its validation.</summary>
    public static NodeRecord Validated(NodeRecord node) => With(
        node, Current(node) with { Validated = true }, NodeTransitions.Next(node.Status, NodeEvent.ValidationPassed, node.Id.Value), null) with
    {
        QuarantinedUntil = null,
        Validation = null,
        ValidationsFailed = 0,
    };

    /// <summary>The node with the facts it now tells. Another engine or class of devices has its own record: out, validated, or new and to be validated.</summary>
    public static NodeRecord Registered(NodeRecord node, HardwareFacts facts, DateTimeOffset now)
    {
        var next = node with { Facts = facts };
        if ((facts.EngineBuild, facts.DeviceClass) == (node.Facts.EngineBuild, node.Facts.DeviceClass) || !NodeTransitions.Allows(node.Status, NodeEvent.EngineChanged))
            return next;
        // The record of the one it leaves may be missing: it was validated before records were kept.
        var left = Current(node);
        next = Keep(next, node.Status == NodeStatus.Active ? left with { Validated = true } : left);
        var engine = Current(next);
        var status = NodeTransitions.Next(node.Status, NodeEvent.EngineChanged, node.Id.Value);
        if (engine.OutUntil > now)
            return With(
                next, engine, NodeTransitions.Next(status, engine.Excluded ? NodeEvent.FaultsPersisted : NodeEvent.FaultsRepeated, node.Id.Value),
                Sentence(engine.Reason ?? "earlier faults", engine.Quarantines.Count, engine.Excluded, engine.OutUntil.Value)) with
            { Validation = null };
        return With(next, engine, engine.Validated ? NodeTransitions.Next(status, NodeEvent.ValidationPassed, node.Id.Value) : status, null) with
        {
            QuarantinedUntil = null,
            Validation = null,
            ValidationsFailed = 0,
        };
    }

    private static EngineStanding Of(NodeRecord node, uint build, uint deviceClass) =>
        node.Engines.FirstOrDefault(engine => engine.Build == build && engine.DeviceClass == deviceClass) ?? new EngineStanding(build, deviceClass);

    private static NodeRecord Keep(NodeRecord node, EngineStanding engine) =>
        node with { Engines = [.. node.Engines.Where(other => other.Build != engine.Build || other.DeviceClass != engine.DeviceClass), engine] };

    private static NodeRecord With(NodeRecord node, EngineStanding engine, NodeStatus status, string? reason) =>
        Keep(node, engine) with { Status = status, Reason = reason, QuarantinedUntil = engine.OutUntil };

    private static string Sentence(string why, int number, bool excluded, DateTimeOffset until) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(excluded ? "Excluded" : "Quarantined")} for {why} until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(number > 1 ? $", the {number}. time lately" : "")}; then it validates again.");
}
