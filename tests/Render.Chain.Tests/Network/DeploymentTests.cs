using System.Text;
using Render.Chain.Claims;
using Render.Chain.Tests.Support;
using Render.Local.Host.Chain;

namespace Render.Chain.Tests.Network;

/// <summary>What the deployment script leaves: nobody's key owns anything.</summary>
[Collection(AnvilTests.Name)]
public class DeploymentTests(AnvilFixture fixture)
{
    [ChainFact]
    public async Task Deploy_Done_ThePolicyOwnsTheContractsAndTheVotesOwnThePolicy()
    {
        foreach (var contract in new[] { "JobEscrow", "BurnMint", "NodeRegistry", "ProofOfRender" })
            Assert.Equal(fixture.Addresses["Policy"], await Ask(contract, "owner()"), ignoreCase: true);
        Assert.Equal(await Ask("PolicyGovernor", "timelock()"), await Ask("Policy", "owner()"));
        Assert.Equal(fixture.Addresses["EmergencyGovernor"], await Ask("Policy", "emergency()"), ignoreCase: true);
    }

    [ChainFact]
    public async Task Deploy_Done_RolesAreWhereTheyBelong()
    {
        Assert.Equal(DevelopmentAccounts.Settler, await Ask("JobEscrow", "settler()"), ignoreCase: true);
        Assert.Equal(DevelopmentAccounts.Guardian, await Ask("BurnMint", "guardian()"), ignoreCase: true);
        Assert.Equal(fixture.Addresses["BurnMint"], await Ask("RenderToken", "minter()"), ignoreCase: true);
        Assert.Equal(fixture.Addresses["ProofOfRender"], await Ask("NodeRegistry", "slasher()"), ignoreCase: true);
        Assert.Equal(DevelopmentAccounts.Reference, await Ask("ProofOfRender", "referenceCpu()"), ignoreCase: true);
    }

    private async Task<string> Ask(string contract, string view) =>
        "0x" + Convert.ToHexStringLower((await fixture.Evm.Call(null, fixture.Addresses[contract], Keccak.Of(Encoding.ASCII.GetBytes(view))[..4], null, default))[12..]);
}
