using System.Security.Cryptography;
using Render.Network.Proof;
using Render.Simulation.Actors;
using Render.Simulation.Machine;

namespace Render.Simulation.Tests;

public sealed class SeededKeyTests
{
    [Fact]
    public void Sign_AnyMessage_VerifiesWithTheProductsVerifier()
    {
        for (var i = 0; i < 50; i++)
        {
            var key = new SeededKey(new SeededStream((ulong)i, "key"));
            Assert.Equal(SignatureCheck.Valid, NodeSignature.Verify(key.PublicKey, [(byte)i], key.Sign([(byte)i])));
        }
    }

    [Fact]
    public void Sign_VectorOfRfc6979_GivesItsSignature()
    {
        // RFC 6979, A.2.5: P-256, SHA-256, message "sample"; s is above n/2 there, so n − s is expected.
        var key = new SeededKey(Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"));
        var signature = Convert.ToHexString(key.Sign("sample"u8));
        Assert.StartsWith("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716", signature, StringComparison.Ordinal);
        Assert.EndsWith("0834E36AD29A83BF2BC9385E491D6099C8FDF9D1ED67AA7EA5F51F93782857A9", signature, StringComparison.Ordinal);
    }
}
