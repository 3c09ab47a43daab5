using Render.Functions.Settings;

namespace Render.Functions.Tests.Settings;

public sealed class ChainSectionTests
{
    private const string Address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

    [Fact]
    public void Faults_NothingSet_HasNoneAndIsNoChain()
    {
        Assert.Empty(new ChainSection().Faults());
        Assert.False(new ChainSection().IsSet);
    }

    [Fact]
    public void ToSettings_GoodSection_HasItsValues()
    {
        var good = Good();

        Assert.Empty(good.Faults());
        var settings = good.ToSettings();
        Assert.Equal((1L, Address, 12, TimeSpan.FromHours(1)), (settings.Contracts.ChainId, settings.Contracts.Escrow, settings.Confirmations, settings.SettleEvery));
        Assert.False(settings.AdvancesTime);
    }

    [Theory]
    [InlineData("http://example.org", "Render__Chain__Node")]
    [InlineData("node", "Render__Chain__Node")]
    public void Faults_NodeWithoutEncryption_IsNamed(string node, string told) => Assert.Contains(told, Assert.Single(Good(section => section.Node = node).Faults()), StringComparison.Ordinal);

    [Fact]
    public void Faults_EverythingElseMissing_NamesEach()
    {
        var faults = new ChainSection { Node = "https://example.org", Confirmations = 0, SettleMinutes = 0 }.Faults().ToList();

        foreach (var name in new[] { "ChainId", "Token", "Escrow", "Pool", "BurnMint", "SettlerKey", "FaucetKey", "WalletSeed", "Confirmations", "SettleMinutes" })
            Assert.Single(faults, fault => fault.StartsWith($"Render__Chain__{name} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_UnresolvedKeyVaultReference_IsNamed() =>
        Assert.Contains("Render__Chain__SettlerKey", Assert.Single(Good(section => section.SettlerKey = "@Microsoft.KeyVault(SecretUri=https://v/secrets/k)").Faults()), StringComparison.Ordinal);

    private static ChainSection Good(Action<ChainSection>? change = null)
    {
        var section = new ChainSection
        {
            Node = "https://example.org",
            ChainId = 1,
            Token = Address,
            Escrow = Address,
            Pool = Address,
            BurnMint = Address,
            SettlerKey = new string('1', 64),
            FaucetKey = "0x" + new string('2', 64),
            WalletSeed = Convert.ToBase64String(new byte[32]),
        };
        change?.Invoke(section);
        return section;
    }
}
