using System.Globalization;
using Render.Local.Host;

namespace Render.Local.Demo;

/// <summary>The nodes of the demo and their parts.</summary>
internal static class DemoCast
{
    private static readonly string[] Trees = ["alder", "birch", "cedar", "elm", "fir", "hazel", "juniper", "larch", "maple", "oak"];

    /// <summary>The nodes: honest ones, then one that will be killed, then one that cheats. Each has an operator of its own.</summary>
    /// <param name="count">At least 3.</param>
    /// <param name="cores">Logical processors of the machine, shared by all.</param>
    public static IReadOnlyList<DemoNode> Of(int count, int cores)
    {
        var fleet = new LocalFleet(count, cores);
        return [.. Enumerable.Range(0, count).Select(i => new DemoNode(
            Name(i), $"op-{Name(i)}", fleet, i == count - 1 ? DemoPart.Cheats : i == count - 2 ? DemoPart.IsKilled : DemoPart.Honest))];
    }

    private static string Name(int i) => i < Trees.Length ? Trees[i] : string.Create(CultureInfo.InvariantCulture, $"{Trees[i % Trees.Length]}{i / Trees.Length + 1}");
}

/// <summary>A node of the demo.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Whose it is.</param>
/// <param name="Fleet">With how many it shares the machine.</param>
/// <param name="Part">What it does.</param>
internal sealed record DemoNode(string Name, string Operator, LocalFleet Fleet, DemoPart Part);

/// <summary>What a node does in the demo.</summary>
internal enum DemoPart
{
    /// <summary>Renders what it is asked to.</summary>
    Honest,

    /// <summary>Is killed in the middle of a task.</summary>
    IsKilled,

    /// <summary>Makes some of its blocks up.</summary>
    Cheats,
}
