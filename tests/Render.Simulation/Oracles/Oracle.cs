using Render.Network.Jobs;
using Render.Simulation.Machine;

namespace Render.Simulation.Oracles;

/// <summary>
/// Knows what must always hold, and looks at every step that could break it: what is written, and what is there after a crash. It stands outside the
/// machines; what was confirmed to anybody it never forgets.
/// </summary>
/// <remarks>
/// The invariants, checked at each write that is confirmed:
/// <list type="number">
/// <item>the ledger is one chain; what was appended stays; balances sum to zero and only sources go below it;</item>
/// <item>escrow of an open job holds exactly what was locked and topped up, and nothing after it closed; a job closes once;</item>
/// <item>a task moves as its table says; its fencing grows with every lease, so one node at a time holds it; a confirmed row never goes back;</item>
/// <item>an accepted task has a paying verdict in the ledger over its very receipt, drawn by a reveal that came after the receipt;</item>
/// <item>no node renders a block that it finished a second time under the same lease, though it gave way to other work or crashed in between;</item>
/// <item>of a job that is kept to places nobody is given anything who does not stand there, as far as the job asks to know; no honest node is contradicted;</item>
/// <item>nobody is given work who asks once its conviction is carried out, and of no job once its creator is told that it is stopped;</item>
/// <item>no honest node is convicted, slashed, or found at fault as an auditor; in statistical jobs none stands alone but by a chance that does not come twice in a run;</item>
/// <item>a dispute ends in time; its bond returns or is lost, once; no party sits in its panel; nobody loses it who rendered right, and what it says of everybody is on record once;</item>
/// <item>at the end every job is closed, no task is missing, and the independent audit of the books finds nothing.</item>
/// </list>
/// </remarks>
internal sealed class Oracle
{
    private readonly Simulator simulator;

    /// <summary>An oracle that has seen nothing yet.</summary>
    /// <param name="simulator">What it watches.</param>
    /// <param name="mayBeDeposed">Whether coordinators depose one another.</param>
    public Oracle(Simulator simulator, bool mayBeDeposed)
    {
        this.simulator = simulator;
        Books = new BooksOracle(this);
        Tasks = new TaskOracle(this, Books);
        Places = new PlaceOracle(this);
        Disputes = new DisputeOracle(this, simulator);
        Ends = new EndOracle(this, () => simulator.Now, mayBeDeposed);
    }

    /// <summary>The first thing that went wrong; null: nothing did.</summary>
    public SimulationFailedException? Failure { get; private set; }

    /// <summary>Nodes that do what they should.</summary>
    public HashSet<NodeId> Honest { get; } = [];

    /// <summary>Watches the ledger.</summary>
    public BooksOracle Books { get; }

    /// <summary>Watches where data goes.</summary>
    public PlaceOracle Places { get; }

    /// <summary>Watches the disputes.</summary>
    public DisputeOracle Disputes { get; }

    /// <summary>Watches that what is over stays over.</summary>
    public EndOracle Ends { get; }

    /// <summary>Watches the tasks.</summary>
    public TaskOracle Tasks { get; }

    /// <summary>Ends the run where something does not hold.</summary>
    public void Demand(bool holds, string invariant, FormattableString detail)
    {
        if (!holds)
            Fail(invariant, FormattableString.Invariant(detail));
    }

    /// <summary>Ends the run.</summary>
    public void Fail(string invariant, string detail)
    {
        Failure ??= new SimulationFailedException(invariant, detail);
        simulator.Trace.Note(simulator.Now, "oracle", Failure.Message);
    }
}
