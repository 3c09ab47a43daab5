using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public class NodeRegistrationTests
{
    private static readonly byte[] Contract = [.. Enumerable.Repeat((byte)1, 20)];
    private static readonly byte[] Account = [.. Enumerable.Repeat((byte)2, 20)];

    [Fact]
    public void Encode_EveryField_ChangesTheBytes()
    {
        byte[][] all =
        [
            NodeRegistration.Encode(1, Contract, Account, 1), NodeRegistration.Encode(2, Contract, Account, 1), NodeRegistration.Encode(1, Account, Account, 1),
            NodeRegistration.Encode(1, Contract, Contract, 1), NodeRegistration.Encode(1, Contract, Account, 2),
        ];

        Assert.All(all, bytes => Assert.Equal(NodeRegistration.Size, bytes.Length));
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    [Theory]
    [InlineData(19, 20)]
    [InlineData(20, 21)]
    public void Encode_AddressOfAnotherLength_IsRefused(int contract, int account) =>
        Assert.Throws<ArgumentException>(() => NodeRegistration.Encode(1, new byte[contract], new byte[account], 1));
}
