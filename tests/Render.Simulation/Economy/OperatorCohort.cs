using System.Security.Cryptography;
using System.Text;
using Render.Network.Jobs;

namespace Render.Simulation.Economy;

/// <summary>Operators whose costs are alike; for the rules one node that does the work of all.</summary>
internal sealed class OperatorCohort(int number, double energy, double nodes)
{
    /// <summary>How many nodes may come or go in a week: a sixteenth join at most where income is twice the cost, a twelfth leave where it is nothing.</summary>
    private const double Joining = 1 / 16.0, Leaving = 1 / 12.0;

    /// <summary>Nodes that stay for other reasons than money, and from which growth begins again.</summary>
    private const double Faithful = 1;

    /// <summary>Stands for the cohort in the rules.</summary>
    public NodeId Node { get; } = NodeId.FromKeyDigest(SHA256.HashData(Encoding.UTF8.GetBytes($"cohort {number}")));

    /// <summary>Stands for its operators.</summary>
    public OperatorId Operator { get; } = OperatorId.Parse($"op-cohort{number}");

    /// <summary>USD of energy for a work unit, in the first week.</summary>
    public double Energy { get; } = energy;

    /// <summary>Nodes that are on.</summary>
    public double Nodes { get; private set; } = nodes;

    /// <summary>Some leave whatever they earn.</summary>
    public void Lose(double part) => Nodes = Math.Max(Faithful, Nodes * (1 - part));

    /// <summary>Nodes come where a node earned more than it costs, and go where it earned less.</summary>
    public void Respond(double income, double cost)
    {
        var margin = Math.Clamp((income - cost) / cost, -1, 1);
        Nodes = Math.Max(Faithful, Nodes * (1 + (margin * (margin > 0 ? Joining : Leaving))));
    }
}
