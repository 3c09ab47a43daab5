using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Identity;
using Render.Worker.Peers;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Peers;

public sealed class PeerDeskTests : IDisposable
{
    private static readonly Digest NetworkId = Digest.OfText("network");
    private readonly TemporaryFolder folder = new();
    private readonly ChunkedSource source = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly ECDsa coordinator = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly NodeIdentity holder;
    private readonly NodeIdentity reader;
    private readonly byte[] content = ChunkedSource.Bytes(1, 3_000_000);
    private readonly FileCache cache;
    private readonly Digest file;

    public PeerDeskTests()
    {
        holder = NodeIdentity.LoadOrCreate(folder["holder"]);
        reader = NodeIdentity.LoadOrCreate(folder["reader"]);
        cache = new FileCache(folder["cache"], 1L << 30, source, clock);
        file = source.Add(content);
    }

    public void Dispose()
    {
        holder.Dispose();
        reader.Dispose();
        coordinator.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Read_Granted_GivesTheBytes()
    {
        var answer = (await Desk()).Answer(Request());
        Assert.Equal((206, 3_000_000L), (answer.Status, answer.Length));
        Assert.Equal(content[100_000..200_000], answer.Content.ToArray());
    }

    [Fact]
    public async Task Read_WithoutTheCoordinatorsKey_IsRefused()
    {
        var desk = await Desk();
        var deaf = new PeerDesk(cache, holder.KeyDigest, 1 << 25, clock.GetUtcNow, clock);
        Assert.Equal(403, deaf.Answer(Request()).Status);
        deaf.Learn(NetworkId, null);
        Assert.Equal(403, deaf.Answer(Request()).Status);
        Assert.Equal(206, desk.Answer(Request()).Status);
    }

    [Fact]
    public async Task Read_WithAGrantForSomethingElse_IsRefused()
    {
        var desk = await Desk();
        var good = Grant();
        Assert.Equal(206, Status(good));
        Assert.Equal(403, Status(good with { Network = Digest.OfText("another") }));
        Assert.Equal(403, Status(good with { Holder = reader.KeyDigest }));
        Assert.Equal(403, Status(good with { Reader = holder.KeyDigest }));
        Assert.Equal(403, Status(good with { File = Digest.OfText("another file") }));
        Assert.Equal(403, Status(good with { ExpiresUnixMs = Now }));
        int Status(PeerGrant grant) => desk.Answer(Request(grant: grant)).Status;
    }

    [Fact]
    public async Task Read_ByWhoeverHasNoKeyOfTheGrant_IsRefused()
    {
        var desk = await Desk();
        using var stranger = NodeIdentity.LoadOrCreate(folder["stranger"]);
        // A grant that was seen on its way, with another key, or with the right key and another's signature.
        Assert.Equal(403, desk.Answer(Request(signer: stranger)).Status);
        Assert.Equal(403, desk.Answer(Request(signer: stranger) with { Key = Convert.ToBase64String(reader.PublicKey) }).Status);
        Assert.Equal(403, desk.Answer(Request() with { Signature = null }).Status);
        Assert.Equal(403, desk.Answer(Request() with { Key = "no key" }).Status);
        Assert.Equal(403, desk.Answer(Request() with { Grant = null }).Status);
        Assert.Equal(403, desk.Answer(Request() with { Timestamp = "yesterday" }).Status);
        // A signed request for another path, or an old one.
        Assert.Equal(403, desk.Answer(Request() with { Target = PeerDesk.TargetOf(Digest.OfText("other")) }).Status);
        var old = Request();
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(403, desk.Answer(old).Status);
    }

    [Fact]
    public async Task Read_GrantOfAnEarlierCoordinator_IsRefused()
    {
        var desk = await Desk();
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        desk.Learn(NetworkId, next.ExportSubjectPublicKeyInfo());
        Assert.Equal(403, desk.Answer(Request()).Status);
        Assert.Equal(206, desk.Answer(Request(issuer: next)).Status);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 4)]
    [InlineData(0, ChunkSizes.Largest)]
    [InlineData(2_999_999, 3_000_000)]
    [InlineData(long.MaxValue - 5, long.MaxValue)]
    public async Task Read_StretchThatIsNone_IsRefused(long from, long to) => Assert.Equal(416, (await Desk()).Answer(Request() with { From = from, To = to }).Status);

    [Fact]
    public async Task Read_FileThatIsGone_IsNotFound()
    {
        var desk = await Desk();
        File.Delete(cache.PathOf(file));
        Assert.Equal(404, desk.Answer(Request()).Status);
    }

    [Fact]
    public async Task Read_FasterThanTheLimit_IsPutOff()
    {
        var desk = await Desk(bytesPerSecond: ChunkSizes.Largest);
        var whole = Request() with { From = 0, To = ChunkSizes.Largest - 1 };
        Assert.Equal(206, desk.Answer(whole).Status);
        Assert.Equal(503, desk.Answer(whole).Status);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(503, desk.Answer(whole).Status);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(206, desk.Answer(whole).Status);
    }

    private ulong Now => (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<PeerDesk> Desk(long bytesPerSecond = 1 << 25)
    {
        await cache.Read(file, content.Length, default);
        var desk = new PeerDesk(cache, holder.KeyDigest, bytesPerSecond, clock.GetUtcNow, clock);
        desk.Learn(NetworkId, coordinator.ExportSubjectPublicKeyInfo());
        return desk;
    }

    private PeerGrant Grant() => new(NetworkId, holder.KeyDigest, reader.KeyDigest, file, Now + 60_000);

    private PeerRequest Request(PeerGrant? grant = null, NodeIdentity? signer = null, ECDsa? issuer = null)
    {
        var (by, target, allowed) = (signer ?? reader, PeerDesk.TargetOf(file), (grant ?? Grant()).ToArray());
        var signature = by.Sign(new SignedRequest(by.KeyDigest, Now, Digest.Of([]), "GET", target).ToArray());
        return new PeerRequest(
            target, file, 100_000, 199_999, Convert.ToBase64String(by.PublicKey), Now.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(signature),
            Convert.ToBase64String([.. allowed, .. NodeSignature.Sign(issuer ?? coordinator, allowed)]));
    }
}
