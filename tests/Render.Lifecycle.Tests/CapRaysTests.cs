using FsCheck.Xunit;
using Render.Lifecycle.Jobs;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Lifecycle.Tests;

public class CapRaysTests
{
    [Property]
    public bool Of_AnyCapAndPrice_IsTheMostThatTheCapPaysFor(ulong cap, ulong price)
    {
        var job = Job(new Tokens(cap), new Tokens((UInt128)price + 1));

        var rays = CapRays.Of(job);

        return Settlement.Price(rays, job.PricePerMillionRays) <= job.Cap
            && (rays == ulong.MaxValue || Settlement.Price(rays + 1, job.PricePerMillionRays) > job.Cap);
    }

    [Fact]
    public void Of_NoPriceYet_IsNothing() => Assert.Equal(0UL, CapRays.Of(Job(Tokens.One, Tokens.Zero)));

    private static JobRecord Job(Tokens cap, Tokens price) => new()
    {
        Id = JobId.Parse("job-1"),
        Name = "",
        Spec = new JobSpec(),
        Salt = default,
        Created = default,
        Updated = default,
        Cap = cap,
        PricePerMillionRays = price,
    };
}
