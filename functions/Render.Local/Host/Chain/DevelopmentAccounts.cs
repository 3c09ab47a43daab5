namespace Render.Local.Host.Chain;

/// <summary>
/// Who has which role on a local chain: accounts of the mnemonic that every development chain begins with, “test test test test test test test test test test test junk”. Their keys are
/// public, so tokens of a local chain are worth nothing; anywhere else the keys come from the host's secrets.
/// </summary>
internal static class DevelopmentAccounts
{
    /// <summary>The mnemonic.</summary>
    public const string Mnemonic = "test test test test test test test test test test test junk";

    /// <summary>Deploys, and owns nothing once that is done.</summary>
    public const string Deployer = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    /// <summary>Settles.</summary>
    public const string Settler = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    /// <summary>The settler's key.</summary>
    public const string SettlerKey = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    /// <summary>May reject what the settler says.</summary>
    public const string Guardian = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

    /// <summary>Gets the treasury's share.</summary>
    public const string Treasury = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

    /// <summary>Says what is rounding in disputes.</summary>
    public const string Reference = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

    /// <summary>Holds the first grant and hands it out.</summary>
    public const string Faucet = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

    /// <summary>The faucet's key.</summary>
    public const string FaucetKey = "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a";

    /// <summary>The roles, for a table.</summary>
    public static IReadOnlyList<(string Role, string Address)> Roles { get; } =
        [("deployer", Deployer), ("settler", Settler), ("guardian", Guardian), ("treasury", Treasury), ("reference CPU", Reference), ("faucet", Faucet)];
}
