using Render.Simulation.Machine;

namespace Render.Simulation.Actors;

/// <summary>What coordinates the network, on one machine or on several.</summary>
internal interface ICoordinator
{
    /// <summary>Its machines.</summary>
    IReadOnlyList<string> Machines { get; }

    /// <summary>How often it has started.</summary>
    int Lives { get; }

    /// <summary>How often a machine lost power.</summary>
    int PowerCuts { get; }

    /// <summary>Switches it on.</summary>
    void Boot();

    /// <summary>Lets one of the faults happen that it can have.</summary>
    void Strike(SeededStream random);

    /// <summary>Ends its faults.</summary>
    void Heal();

    /// <summary>Called after every step.</summary>
    void AfterStep();

    /// <summary>Asks it; null where no answer came.</summary>
    Task<T?> TryAsk<T>(SimulatedProcess caller, Func<CoordinatorLife, Task<T>> request, TimeSpan patience)
        where T : class;
}
