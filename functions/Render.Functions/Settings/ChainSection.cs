using System.Text.RegularExpressions;
using Render.Lifecycle.Chain;
using Render.Network.Economics;

namespace Render.Functions.Settings;

/// <summary>The section <c>Render:Chain</c> of the app's settings: where the network's money is, if it is on a chain. Left out as a whole where it is not.</summary>
public sealed partial class ChainSection
{
    /// <summary>The section's name.</summary>
    public const string Section = "Render:Chain";

    private const int SeedBytes = 32;

    /// <summary>JSON-RPC of a node of the chain; empty: the money is on no chain.</summary>
    public string Node { get; set; } = "";

    /// <summary>The chain's number.</summary>
    public long ChainId { get; set; }

    /// <summary>RenderToken's address.</summary>
    public string Token { get; set; } = "";

    /// <summary>JobEscrow's address.</summary>
    public string Escrow { get; set; } = "";

    /// <summary>OperatorPool's address.</summary>
    public string Pool { get; set; } = "";

    /// <summary>BurnMint's address.</summary>
    public string BurnMint { get; set; } = "";

    /// <summary>The settler's private key, 64 hexadecimal digits; in Azure a Key Vault reference.</summary>
    public string SettlerKey { get; set; } = "";

    /// <summary>The private key of the first grant's holder, which pays for the wallets' gas; in Azure a Key Vault reference.</summary>
    public string FaucetKey { get; set; } = "";

    /// <summary>Base64 of 32 random bytes that the wallets' keys are derived from; in Azure a Key Vault reference. Whoever knows it has all creators' and operators' tokens; lost, they are lost.</summary>
    public string WalletSeed { get; set; } = "";

    /// <summary>How deep a block must be until what it holds is final, 1 to 1,000. Default 12.</summary>
    public int Confirmations { get; set; } = 12;

    /// <summary>Least minutes between two settlements, 1 to 10,080. Default 60.</summary>
    public int SettleMinutes { get; set; } = 60;

    /// <summary>Whether there is a chain.</summary>
    internal bool IsSet => Node.Length > 0;

    /// <summary>What cannot work, each with its name and what to write.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!IsSet)
            yield break;
        if (!Uri.TryCreate(Node, UriKind.Absolute, out var node) || node.Scheme is not ("https" or "http") || (node.Scheme == "http" && !node.IsLoopback))
            yield return $"Render__Chain__Node is '{Node}': write a node's https address (http only on this machine).";
        if (ChainId <= 0)
            yield return $"Render__Chain__ChainId is {ChainId}: write the chain's number.";
        foreach (var (name, address) in new[] { (nameof(Token), Token), (nameof(Escrow), Escrow), (nameof(Pool), Pool), (nameof(BurnMint), BurnMint) })
            if (!WalletAddress.TryParse(address, out _))
                yield return $"Render__Chain__{name} is '{address}': write 0x and 40 hexadecimal digits.";
        foreach (var (name, key) in new[] { (nameof(SettlerKey), SettlerKey), (nameof(FaucetKey), FaucetKey) })
            if (!Key().IsMatch(key))
                yield return $"Render__Chain__{name} is no private key of 64 hexadecimal digits, or a Key Vault reference that was not resolved.";
        if (!Convert.TryFromBase64String(WalletSeed, new byte[WalletSeed.Length + 3], out var bytes) || bytes != SeedBytes)
            yield return $"Render__Chain__WalletSeed is no base64 of {SeedBytes} bytes, or a Key Vault reference that was not resolved; 'openssl rand -base64 {SeedBytes}' makes one.";
        if (Confirmations is < 1 or > 1_000)
            yield return $"Render__Chain__Confirmations is {Confirmations}: write 1 to 1000.";
        if (SettleMinutes is < 1 or > 10_080)
            yield return $"Render__Chain__SettleMinutes is {SettleMinutes}: write 1 to 10080.";
    }

    /// <summary>For the adapter; only where there are no faults.</summary>
    internal ChainSettings ToSettings() => new(
        new Uri(Node), new ChainContracts(ChainId, Token, Escrow, Pool, BurnMint), new ChainKeys(SettlerKey, FaucetKey, Convert.FromBase64String(WalletSeed)))
    {
        Confirmations = Confirmations,
        SettleEvery = TimeSpan.FromMinutes(SettleMinutes),
    };

    [GeneratedRegex("^(0x)?[0-9a-fA-F]{64}$")]
    private static partial Regex Key();
}
