using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Simulation.Lateness;

/// <summary>A reference CPU that is busy.</summary>
internal sealed class LateReference(IReferenceEngine inner, Delay delay, TimeProvider clock) : IReferenceEngine
{
    public Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken) =>
        Late(() => inner.Count(scene, blocks, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken) =>
        Late(() => inner.Render(scene, frame, region, samples, blocks, cancellationToken), cancellationToken);

    public Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken) => Late(() => inner.Challenge(number, cancellationToken), cancellationToken);

    private Task<T> Late<T>(Func<Task<T>> step, CancellationToken cancellationToken) => delay.Run(step, clock, cancellationToken);
}
