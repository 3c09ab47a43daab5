using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Worker.Identity;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Identity;

public sealed class OperatorKeyTests : IDisposable
{
    private static readonly OperatorId Me = OperatorId.Parse("op-me");
    private static readonly Digest Node = Digest.OfText("node");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Prove_FileMadeAndOpenedAgain_IsSignedByTheSameKey()
    {
        using var first = OperatorKey.OpenOrCreate(folder["keys/me.pem"]);
        using var second = OperatorKey.OpenOrCreate(folder["keys/me.pem"]);
        using var parsed = OperatorKey.Parse(File.ReadAllText(folder["keys/me.pem"]));

        var proof = first.Prove(Me, Node);

        Assert.Equal(proof.PublicKey, second.Prove(Me, Node).PublicKey);
        Assert.Equal(proof.PublicKey, parsed.Prove(Me, Node).PublicKey);
        Assert.Equal(SignatureCheck.Valid, NodeSignature.Verify(proof.PublicKey, new OperatorStatement(Me, Node).ToArray(), proof.Signature));
        Assert.Equal(SignatureCheck.Mismatch, NodeSignature.Verify(proof.PublicKey, new OperatorStatement(OperatorId.Parse("op-you"), Node).ToArray(), proof.Signature));
        Assert.Equal(SignatureCheck.Mismatch, NodeSignature.Verify(proof.PublicKey, new OperatorStatement(Me, Digest.OfText("another")).ToArray(), proof.Signature));
    }

    [Fact]
    public void OpenOrCreate_New_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        OperatorKey.OpenOrCreate(folder["me.pem"]).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["me.pem"]));
    }

    [Fact]
    public void OpenOrCreate_SomethingElse_SaysTheWayOut()
    {
        File.WriteAllText(folder["me.pem"], "no key");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["me.pem"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var refused = Assert.Throws<NodeKeyException>(() => OperatorKey.OpenOrCreate(folder["me.pem"]));

        Assert.Contains("me.pem", refused.Message, StringComparison.Ordinal);
        Assert.Contains("your first node made", refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_PublicKeyOrAnotherCurve_IsRefused()
    {
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<FormatException>(() => OperatorKey.Parse(right.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<FormatException>(() => OperatorKey.Parse(other.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<FormatException>(() => OperatorKey.Parse(""));
    }
}
