using Render.Tracing.Numerics;

namespace Render.Tracing.Denoising;

/// <summary>Takes noise out of a finished picture. A denoised picture is an estimate that has a bias; the sums that are proven and paid for are never touched.</summary>
public interface IDenoiser
{
    /// <summary>The picture without its noise; a function of the picture alone.</summary>
    /// <param name="picture">What was traced.</param>
    /// <param name="threads">Threads, ≥ 1; the result does not depend on them.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>Linear Rec. 709 radiance, ≥ 0, row by row.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Float3[] Denoise(NoisyPicture picture, int threads, CancellationToken cancellation = default);
}
