using System.Security.Cryptography;
using FsCheck.Xunit;
using Render.Network.Proof;
using Render.Network.Tests.Vectors;

namespace Render.Network.Tests.Proof;

public sealed class NodeSignatureTests
{
    [Property(MaxTest = 60)]
    public bool Sign_AnyMessage_HasLowSAndItsTwinIsRefused(byte[] message)
    {
        using var key = Samples.Key("signer");
        var spki = key.ExportSubjectPublicKeyInfo();
        var signature = NodeSignature.Sign(key, message);
        var twin = Convert.FromHexString(Signatures.Twin(Convert.ToHexStringLower(signature)));
        return NodeSignature.Verify(spki, message, signature) == SignatureCheck.Valid
            && NodeSignature.Verify(spki, message, twin) == SignatureCheck.HighS
            && key.VerifyData(message, twin, HashAlgorithmName.SHA256);
    }

    [Fact]
    public void NormalizeLowS_Twin_GivesTheSignatureBack()
    {
        using var key = Samples.Key("signer");
        for (byte i = 0; i < 40; i++)
        {
            var signature = NodeSignature.Sign(key, [i]);
            var twin = Convert.FromHexString(Signatures.Twin(Convert.ToHexStringLower(signature)));
            NodeSignature.NormalizeLowS(twin);
            Assert.Equal(signature, twin);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(72)]
    public void Verify_WrongLength_IsRefused(int length) => Assert.Equal(SignatureCheck.BadLength, Check(new byte[length]));

    [Fact]
    public void Verify_ZeroOrOrderAndAbove_IsRefused()
    {
        var order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        var one = new byte[32];
        one[31] = 1;
        Assert.Equal(SignatureCheck.OutOfRange, Check([.. new byte[32], .. one]));
        Assert.Equal(SignatureCheck.OutOfRange, Check([.. one, .. new byte[32]]));
        Assert.Equal(SignatureCheck.OutOfRange, Check([.. order, .. one]));
        Assert.Equal(SignatureCheck.OutOfRange, Check([.. one, .. order]));
        Assert.Equal(SignatureCheck.Mismatch, Check([.. one, .. one]));
    }

    [Fact]
    public void CheckForm_HalfTheOrder_IsTheLastThatIsLow()
    {
        var half = Convert.FromHexString("7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8");
        Assert.Equal(SignatureCheck.Valid, NodeSignature.CheckForm([.. half, .. half]));
        byte[] above = [.. half];
        above[31]++;
        Assert.Equal(SignatureCheck.HighS, NodeSignature.CheckForm([.. half, .. above]));
    }

    [Fact]
    public void TryImport_AnythingButAP256Key_IsFalse()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var key = Samples.Key("signer");
        Assert.False(NodeKey.TryImport(p384.ExportSubjectPublicKeyInfo(), out _));
        Assert.False(NodeKey.TryImport(rsa.ExportSubjectPublicKeyInfo(), out _));
        Assert.False(NodeKey.TryImport([.. key.ExportSubjectPublicKeyInfo(), 0], out _));
        Assert.False(NodeKey.TryImport([], out _));
        Assert.False(NodeKey.TryImport("not a key"u8, out _));
    }

    private static SignatureCheck Check(byte[] signature)
    {
        using var key = Samples.Key("signer");
        return NodeSignature.Verify(key.ExportSubjectPublicKeyInfo(), "message"u8, signature);
    }
}
