namespace Render.Simulation.Disk;

/// <summary>A fault that was drawn: whatever follows from it is explained.</summary>
internal sealed class SimulatedFaultException(string message) : IOException(message);
