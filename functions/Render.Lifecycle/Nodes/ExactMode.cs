using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>Which classes of devices take part in exact jobs; the others take statistical ones. Kept in documents; what is in memory is a copy for the scheduler.</summary>
internal sealed class ExactMode(IState state, TaskBoard board, PolicyBook policies, TimeProvider clock, ILogger<ExactMode> log)
{
    /// <summary>Faults of a class that are kept; further ones say nothing new.</summary>
    private const int MostFaults = 1_000;

    private const string NeverExact = "Its drivers choose how they round, so its results are statistical: it takes jobs that were submitted as that.";

    private ImmutableDictionary<(uint Build, uint DeviceClass), DeviceClassRecord> classes = ImmutableDictionary<(uint, uint), DeviceClassRecord>.Empty;

    /// <summary>Reads the documents. Once, at start.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        await foreach (var found in state.All<DeviceClassRecord>(DeviceClassRecord.Partition, cancellationToken))
            classes = classes.SetItem((found.Value.Build, found.Value.DeviceClass), found.Value);
    }

    /// <summary>All classes with faults, or that were taken back, and those of nodes that were never exact.</summary>
    public IReadOnlyList<DeviceClassView> Views() =>
    [
        .. classes.Values.Select(View)
            .Concat(board.Nodes().Select(node => node.Record.Facts).Where(facts => DeviceClassRule.IsStatistical(facts.DeviceClass))
                .Select(facts => (facts.EngineBuild, facts.DeviceClass)).Distinct().Where(found => !classes.ContainsKey(found))
                .Select(found => new DeviceClassView(found.EngineBuild, found.DeviceClass, true, [], [], null, NeverExact)))
            .OrderBy(view => view.Build).ThenBy(view => view.DeviceClass),
    ];

    /// <summary>Classes that are out for everybody with a build.</summary>
    public ImmutableHashSet<uint> OutForAll(uint build) =>
        [.. classes.Values.Where(record => record.Build == build && record.OutFor(policies.Current.ExactMode) is null).Select(record => record.DeviceClass), DeviceClassRule.OpenCL];

    /// <summary>Why a node's class is out of exact mode for it, in words; null: it is not.</summary>
    public string? WhyOut(NodeRecord node) =>
        DeviceClassRule.IsStatistical(node.Facts.DeviceClass) ? NeverExact
        : classes.TryGetValue((node.Facts.EngineBuild, node.Facts.DeviceClass), out var record)
        && (record.OutFor(policies.Current.ExactMode)?.Contains(node.Operator) ?? true)
            ? record.Sentence(policies.Current.ExactMode)
        : null;

    /// <summary>Notes an engine fault of a node; the same receipt counts once.</summary>
    public async Task Faulted(NodeRecord node, TaskId task, Digest receipt, CancellationToken cancellationToken)
    {
        var next = await Change(
            node.Facts.EngineBuild, node.Facts.DeviceClass,
            record => record.Faults.Count >= MostFaults || record.Faults.Any(fault => fault.Receipt == receipt)
                ? null
                : record with { Faults = [.. record.Faults, new EngineFaultRecord(node.Id, node.Operator, task, receipt, clock.GetUtcNow())] },
            cancellationToken);
        if (next is not null)
            log.EngineFault(next.DeviceClass, next.Build, node.Id, next.Sentence(policies.Current.ExactMode));
    }

    /// <summary>Takes a class back, once its faults are understood: those so far count no more.</summary>
    /// <returns>The class as it stands now; null where no fault of it is known.</returns>
    public async Task<DeviceClassView?> Readmit(uint build, uint deviceClass, string why, CancellationToken cancellationToken)
    {
        if (!classes.ContainsKey((build, deviceClass)))
            return null;
        await Change(
            build, deviceClass,
            record => record.Faults.Count == 0 ? null : record with { Faults = [], Readmitted = clock.GetUtcNow(), ReadmittedBecause = why },
            cancellationToken);
        return View(classes[(build, deviceClass)]);
    }

    private async Task<DeviceClassRecord?> Change(
        uint build, uint deviceClass, Func<DeviceClassRecord, DeviceClassRecord?> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = new DeviceClassRecord(build, deviceClass).Row();
            var found = await state.Get<DeviceClassRecord>(DeviceClassRecord.Partition, row, cancellationToken);
            var before = found?.Value ?? new DeviceClassRecord(build, deviceClass);
            var next = decide(before) is { } decided ? decided with { Version = before.Version + 1 } : null;
            if (next is not null)
            {
                var write = found is null ? StateWrite.Insert(row, next) : StateWrite.Update(found, next);
                if (!(await state.Commit(DeviceClassRecord.Partition, [write], cancellationToken)).Succeeded)
                    continue;
            }

            if ((next ?? found?.Value) is { } now)
                ImmutableInterlocked.AddOrUpdate(ref classes, (build, deviceClass), now, (_, held) => held.Version > now.Version ? held : now);
            board.Refit(job => !job.Record.Spec.Statistical, job => job.Needs with { ExcludedDeviceClasses = OutForAll(job.Settings.EngineBuild) });
            return next;
        }
    }

    private DeviceClassView View(DeviceClassRecord record)
    {
        var policy = policies.Current.ExactMode;
        var outFor = record.OutFor(policy);
        return new DeviceClassView(
            record.Build, record.DeviceClass, outFor is null, outFor is null ? [] : [.. outFor.Order()],
            [.. record.Faults.Select(fault => new EngineFaultView(fault.Node, fault.Operator, fault.Task, fault.Time))],
            record.Faults.Count > 0 ? record.Faults[0].Time : null, record.Sentence(policy));
    }
}
